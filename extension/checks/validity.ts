import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { beijingTime } from '../../shared/text/journal.js';
import { validityOf } from '../popup/validity.js';
import { check } from './check.js';
import { certificatesOf } from './facts.js';

export const validity = check({
  id: 'validity',
  needs: ['bridge'],
  meanings: {
    valid: { state: 'good' },
    within60: { state: 'warn' },
    within30: { state: 'warn' },
    within7: { state: 'warn' },
    early: { state: 'bad' },
    expired: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge(facts) {
    const first = [...certificatesOf(facts)].sort((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter))[0];
    if (!first) return { code: 'unknown' };
    const { level, days } = validityOf(first, facts.now);
    const named = { owner: first.owner, end: day(first.notAfter), from: day(first.notBefore), days };
    const code = level === 'early' || level === 'expired' ? level : soon(days);
    return { code, facts: named };
  },
});

function soon(days: number) {
  if (days <= 7) return 'within7';
  if (days <= 30) return 'within30';
  return days <= 60 ? 'within60' : 'valid';
}

function day(iso: Certificate['notAfter']): string {
  return Number.isNaN(Date.parse(iso)) ? iso : beijingTime(iso).slice(0, 10);
}
