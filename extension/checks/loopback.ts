import { check } from './check.js';

export const loopback = check({
  id: 'loopback',
  needs: ['page', 'site'],
  meanings: {
    relayed: { state: 'good' },
    allowed: { state: 'good' },
    denied: { state: 'good' },
    toReload: { state: 'info', repair: 'reload' },
    noRelay: { state: 'warn' },
    unknown: { state: 'unknown' },
  },
  judge({ page, site }) {
    if (!page || page.pages === 0) return { code: 'unknown' };
    if (!site?.portal) return { code: 'unknown' };
    if (page.unserved > 0) return { code: page.registered ? 'toReload' : 'noRelay', facts: { origin: site.portal } };
    if (page.loopback === 'granted') return { code: 'allowed' };
    return { code: page.loopback === 'denied' ? 'denied' : 'relayed' };
  },
});
