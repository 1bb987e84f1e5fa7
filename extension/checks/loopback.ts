import { check } from './check.js';

export const loopback = check({
  id: 'loopback',
  needs: ['page', 'site'],
  meanings: {
    relayed: { state: 'good' },
    allowed: { state: 'good' },
    denied: { state: 'good' },
    toReload: { state: 'info' },
    unknown: { state: 'unknown' },
  },
  judge({ page, site }) {
    if (!page || page.pages === 0) return { code: 'unknown' };
    // Not reloaded, a page has none of our scripts in it.
    if (!site) return { code: 'unknown' };
    const { status, portal } = site;
    if (status.site?.origin === portal && (status.site?.toReload ?? 0) > 0) return { code: 'toReload' };
    if (page.loopback === 'granted') return { code: 'allowed' };
    return { code: page.loopback === 'denied' ? 'denied' : 'relayed' };
  },
});
