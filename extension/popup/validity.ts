const DAY_MS = 86_400_000;
const WARN_DAYS = 60;

export interface Validity {
  readonly level: 'good' | 'soon' | 'expired';
  /** Whole days until the end, rounded down. */
  readonly days: number;
}

/** How long a certificate lasts. `notAfter` is ISO 8601, `now` milliseconds since the epoch. */
export function validityOf(notAfter: string, now: number): Validity {
  const left = Date.parse(notAfter) - now;
  const days = Math.max(0, Math.floor(left / DAY_MS));
  // An end that cannot be read is no reason to trust the certificate.
  if (!(left > 0)) return { level: 'expired', days: 0 };
  return { level: days <= WARN_DAYS ? 'soon' : 'good', days };
}
