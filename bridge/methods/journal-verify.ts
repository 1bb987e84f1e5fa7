import { success } from '../../shared/protocol/reasons.js';
import type { Records } from '../journal/records.js';
import { isIntact } from '../journal/verify.js';
import type { Handler } from './handler.js';

const MAX_FINDINGS = 100;

export function journalVerifyHandler(records: Records): Handler<'journal.verify'> {
  return async ({ mirror }) => {
    const report = records.report(mirror);
    if (!report.ok) return report;
    const { entries, head, findings } = report.value;
    return success({ intact: isIntact(findings), entries, head, findings: findings.slice(0, MAX_FINDINGS) });
  };
}
