import type { Language } from '../../shared/text/language.js';
import type { Level } from './Row.js';

const DAY_MS = 86_400_000;
const WARN_DAYS = 60;

export interface Validity {
  readonly level: 'good' | 'soon' | 'expired' | 'early';
  /** Midnights until the end, in local time: 0 on the last day. */
  readonly days: number;
}

export const VALIDITY_LEVELS: Readonly<Record<Validity['level'], Level>> = {
  good: 'good',
  soon: 'warn',
  expired: 'bad',
  early: 'bad',
};

/** How long a certificate lasts. The dates are ISO 8601, `now` milliseconds since the epoch. */
export function validityOf({ notBefore, notAfter }: Record<'notBefore' | 'notAfter', string>, now: number): Validity {
  const end = Date.parse(notAfter);
  // An end that cannot be read is no reason to trust the certificate.
  if (!(end > now)) return { level: 'expired', days: 0 };
  // Rounded, for a day on which the clocks are changed is an hour longer or shorter.
  const days = Math.round((midnight(end) - midnight(now)) / DAY_MS);
  if (Date.parse(notBefore) > now) return { level: 'early', days };
  return { level: days <= WARN_DAYS ? 'soon' : 'good', days };
}

/** The start of a moment's day, both in milliseconds since the epoch. */
function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** The day of a moment in China, wherever the computer is: ISO 8601 or milliseconds since the epoch. What is no moment comes out as it is. */
export function longDay(moment: string | number, language: Language): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime())
    ? String(moment)
    : date.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'Asia/Shanghai' });
}
