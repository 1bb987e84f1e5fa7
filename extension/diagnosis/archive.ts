import { strToU8, zipSync } from 'fflate';
import { BYTE_ORDER_MARK, csvHead, csvLine, csvRows } from '../../shared/journal-csv.js';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { DIAGNOSIS_PAGE_TEXT, type ExportPart } from '../../shared/text/diagnosis-page.js';
import { HOPS_TEXT } from '../../shared/text/hops.js';
import { beijingTime } from '../../shared/text/journal.js';
import { type CheckResult, inOrder } from '../checks/result.js';
import type { StoredChecks } from '../checks/stored.js';
import type { Hop } from '../messages/hops-list.js';
import { hopCells } from '../records/hop-cells.js';
import { shareable } from './shareable.js';
import { companyLines, findingLine, supportText, type Told, versionLines } from './support-text.js';

export interface ArchiveSource extends Omit<Told, 'results' | 'withCompany'> {
  readonly checks: StoredChecks;
  /** What the user has ticked. */
  readonly parts: readonly ExportPart[];
  /** Oldest first. */
  readonly hops: readonly Hop[];
  /** Newest first. */
  readonly records: readonly JournalRow[];
}

/** What the browser saves the file as, by the clock in China. */
export function archiveName({ language, now }: Pick<ArchiveSource, 'language' | 'now'>): string {
  const [day = '', time = ''] = beijingTime(new Date(now).toISOString()).split(' ');
  return `${DIAGNOSIS_PAGE_TEXT[language].export.fileName}${day.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}.zip`;
}

/** The zip with the parts that are ticked and nothing else. */
export function archiveOf(source: ArchiveSource): Uint8Array<ArrayBuffer> {
  const { language, checks, parts, hops, records } = source;
  const told: Told = { ...source, results: checks.results, withCompany: parts.includes('company') };
  const files: Record<string, string> = {};
  if (parts.includes('versions')) files['versions.txt'] = text([...versionLines(told), ...companyLines(told)]);
  if (parts.includes('checks')) {
    const results = shareable([...checks.results].sort(inOrder), told.withCompany);
    const history = shareable(checks.history, told.withCompany);
    files['checks.json'] = `${JSON.stringify({ schemaVersion: 1, at: checks.at, results, history }, null, 2)}\n`;
    const line = (result: CheckResult): string =>
      `${beijingTime(new Date(result.at).toISOString())} ${findingLine(result, language)}`;
    files['checks.txt'] = text([
      supportText(told),
      '',
      ...results.map(line),
      '',
      DIAGNOSIS_PAGE_TEXT[language].export.history,
      ...history.map(line),
    ]);
  }
  if (parts.includes('hops')) {
    files['messages.csv'] =
      BYTE_ORDER_MARK +
      [HOPS_TEXT[language].columns, ...hops.map((hop) => hopCells(hop, language))].map(csvLine).join('');
  }
  if (parts.includes('records')) {
    const rows = told.withCompany ? records : records.map(withoutOwner);
    files['records.csv'] = csvHead(language) + csvRows(language, rows);
  }
  const packed = zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])));
  return packed as Uint8Array<ArrayBuffer>;
}

/** The certificate's id is as good as its owner's name to whoever has the certificate. */
function withoutOwner(row: JournalRow): JournalRow {
  return row.kind === 'signature' ? { ...row, owner: '', certificate: '' } : row;
}

/** Lines as the editor of Windows shows them. */
function text(lines: readonly string[]): string {
  return BYTE_ORDER_MARK + lines.join('\n').replaceAll('\n', '\r\n');
}
