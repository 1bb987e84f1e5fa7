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
    otherExpired: { state: 'info' },
    early: { state: 'bad' },
    expired: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge(facts) {
    const { now } = facts;
    const all = certificatesOf(facts);
    const real = all.filter(({ demo }) => !demo);
    const latest = latestOf(real.length > 0 ? real : all);
    const valid = latest.filter((one) => ['good', 'soon'].includes(validityOf(one, now).level));
    const [first] = valid.length > 0 ? valid : latest;
    if (!first) return { code: 'unknown' };
    const { level, days } = validityOf(first, now);
    const named = { owner: first.owner, end: day(first.notAfter), from: day(first.notBefore), days };
    if (level === 'early' || level === 'expired') return { code: level, facts: named };
    const code = soon(days);
    const expired = latest.find((one) => validityOf(one, now).level === 'expired');
    if (code !== 'valid' || !expired) return { code, facts: named };
    return { code: 'otherExpired', facts: { owner: expired.owner, end: day(expired.notAfter) } };
  },
});

/** Of each owner the one that lasts longest, which has taken the place of its others; the one that ends first is first. */
function latestOf(certificates: readonly Certificate[]): readonly Certificate[] {
  const byEnd = [...certificates].sort((a, b) => endOf(a) - endOf(b));
  return byEnd.filter(({ owner }, index) => !byEnd.slice(index + 1).some((later) => later.owner === owner));
}

/** An end that cannot be read has passed. */
function endOf({ notAfter }: Certificate): number {
  const end = Date.parse(notAfter);
  return Number.isNaN(end) ? 0 : end;
}

function soon(days: number) {
  if (days <= 7) return 'within7';
  if (days <= 30) return 'within30';
  return days <= 60 ? 'within60' : 'valid';
}

function day(iso: Certificate['notAfter']): string {
  return Number.isNaN(Date.parse(iso)) ? iso : beijingTime(iso).slice(0, 10);
}
