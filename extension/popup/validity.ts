import type { Language } from '../../shared/text/language.js';
import type { Level } from './Row.js';

const DAY_MS = 86_400_000;
/** China's clocks are ahead of UTC by that, all year round. */
const CHINA_MS = 28_800_000;
const WARN_DAYS = 60;

export interface Validity {
  readonly level: 'good' | 'soon' | 'expired' | 'early';
  /** Midnights in China until the end: 0 on the last day. */
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
  const days = dayInChina(end) - dayInChina(now);
  if (Date.parse(notBefore) > now) return { level: 'early', days };
  return { level: days <= WARN_DAYS ? 'soon' : 'good', days };
}

/** The number of a moment's day, wherever the computer is: the days that are counted are those of the dates that are shown. */
function dayInChina(time: number): number {
  return Math.floor((time + CHINA_MS) / DAY_MS);
}

/** The day of a moment in China, wherever the computer is: ISO 8601 or milliseconds since the epoch. What is no moment comes out as it is. */
export function longDay(moment: string | number, language: Language): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime())
    ? String(moment)
    : date.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'Asia/Shanghai' });
}
