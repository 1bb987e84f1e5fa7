import { check } from './check.js';

/** How long a page that has come says that the website answers. */
const RECENT_MS = 10 * 60_000;

export const reachable = check({
  id: 'reachable',
  needs: ['site', 'page'],
  meanings: {
    open: { state: 'good' },
    errorPage: { state: 'bad', repair: 'openSite' },
    unknown: { state: 'unknown', repair: 'openSite' },
  },
  judge({ now, site, page }) {
    if (!site?.portal || !page) return { code: 'unknown' };
    const isRecent = page.loadedAt !== null && now - page.loadedAt < RECENT_MS;
    // Beside an error page, an old page says only that the website did answer once.
    if (page.pages > 0 && page.errorPages > 0 && !isRecent) return { code: 'unknown', facts: { origin: site.portal } };
    if (page.pages > 0) {
      return { code: 'open', ...(isRecent && { facts: { loadedAt: page.loadedAt } }) };
    }
    return { code: page.errorPages > 0 ? 'errorPage' : 'unknown', facts: { origin: site.portal } };
  },
});
