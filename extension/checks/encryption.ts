import { check } from './check.js';

export const encryption = check({
  id: 'encryption',
  needs: ['site'],
  meanings: { https: { state: 'good' }, http: { state: 'info' }, unknown: { state: 'unknown' } },
  judge({ site }) {
    if (!site?.portal) return { code: 'unknown' };
    return { code: site.portal.startsWith('https:') ? 'https' : 'http' };
  },
});
