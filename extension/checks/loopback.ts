import { check } from './check.js';

export const loopback = check({
  id: 'loopback',
  needs: ['page'],
  meanings: {
    relayed: { state: 'good' },
    allowed: { state: 'good' },
    denied: { state: 'good' },
    unknown: { state: 'unknown' },
  },
  judge({ page }) {
    if (!page || page.pages === 0) return { code: 'unknown' };
    if (page.loopback === 'granted') return { code: 'allowed' };
    return { code: page.loopback === 'denied' ? 'denied' : 'relayed' };
  },
});
