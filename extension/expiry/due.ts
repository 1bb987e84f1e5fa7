import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { validityOf } from '../popup/validity.js';
import type { SeenCertificate } from './stored.js';
import { REMINDER_DAYS } from './thresholds.js';

/** A reminder to give. */
export interface Reminder {
  readonly certificate: string;
  /** Of REMINDER_DAYS. */
  readonly threshold: number;
  /** Until the end; 0 on the last day. */
  readonly days: number;
  /** ISO 8601, UTC. */
  readonly end: string;
}

/** What is known after a look at the tokens: what a token held before and holds no longer was renewed or taken away. */
export function afterSeeing(
  known: readonly SeenCertificate[],
  listed: readonly Pick<Certificate, 'id' | 'token' | 'notAfter' | 'demo' | 'encryption'>[],
): SeenCertificate[] {
  const forEncryption = new Set(listed.flatMap(({ encryption }) => encryption ?? []));
  // The demo certificate is nobody's, and one for encryption ends with the one that it belongs to.
  const own = listed.filter(({ id, demo }) => !demo && !forEncryption.has(id));
  const tokens = new Set(listed.map(({ token }) => token));
  const others = known.filter(({ token }) => !tokens.has(token));
  const seen = own.map(({ id, token, notAfter }) => ({
    id,
    token,
    end: notAfter,
    told: known.find((one) => one.id === id)?.told ?? [],
  }));
  return [...others, ...seen];
}

/**
 * The reminders that are due, and what is known once they were given. Each is given once; where several fell due while nobody
 * looked, the last one alone. `now` in milliseconds since the epoch.
 */
export function due(
  known: readonly SeenCertificate[],
  now: number,
): { readonly reminders: readonly Reminder[]; readonly known: SeenCertificate[] } {
  const reminders: Reminder[] = [];
  const after: SeenCertificate[] = [];
  for (const certificate of known) {
    const { id, end, told } = certificate;
    const { level, days } = validityOf({ notBefore: '1970-01-01T00:00:00Z', notAfter: end }, now);
    // The popup says in red what has ended; there is nothing left to remind of.
    if (level === 'expired') continue;
    const reached = REMINDER_DAYS.filter((threshold) => days <= threshold);
    const threshold = reached.at(-1);
    if (threshold !== undefined && !told.includes(threshold)) {
      reminders.push({ certificate: id, threshold, days, end });
    }
    after.push({ ...certificate, told: [...new Set([...told, ...reached])] });
  }
  return { reminders, known: after };
}
