import { check } from './check.js';

/** How long a window that did not come is worth telling. */
const RECENT_MS = 10 * 60_000;

export const popups = check({
  id: 'popups',
  needs: ['site', 'popups'],
  meanings: {
    allowed: { state: 'good' },
    blocked: { state: 'warn', repair: 'allowPopups' },
    blockedNow: { state: 'warn', repair: 'allowPopups' },
    closedByOthers: { state: 'warn' },
    unknown: { state: 'unknown' },
  },
  judge({ now, site, popups }) {
    if (!site?.portal || !popups || popups.setting === 'unknown') return { code: 'unknown' };
    const isRecent = (at: number | null): boolean => at !== null && now - at < RECENT_MS;
    if (popups.setting !== 'allow') {
      return { code: isRecent(popups.blockedAt) ? 'blockedNow' : 'blocked', facts: { origin: site.portal } };
    }
    return { code: isRecent(popups.closedAt) ? 'closedByOthers' : 'allowed' };
  },
});
