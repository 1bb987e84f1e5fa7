import { beijingTime } from '../../shared/text/journal.js';

/** The earliest of some moments (milliseconds since the epoch) in China's time zone; null where one is not known, or there is none. */
export function earliest(moments: readonly (number | undefined)[]): string | null {
  const known = moments.filter((moment) => moment !== undefined);
  if (known.length === 0 || known.length < moments.length) return null;
  return beijingTime(new Date(Math.min(...known)).toISOString());
}
