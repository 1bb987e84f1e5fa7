import { check } from './check.js';

export const reachable = check({
  id: 'reachable',
  needs: ['site', 'page'],
  meanings: {
    open: { state: 'good' },
    errorPage: { state: 'bad', repair: 'openSite' },
    unknown: { state: 'unknown', repair: 'openSite' },
  },
  judge({ site, page }) {
    if (!site?.portal || !page) return { code: 'unknown' };
    if (page.pages > 0) return { code: 'open' };
    return { code: page.errorPages > 0 ? 'errorPage' : 'unknown', facts: { origin: site.portal } };
  },
});
