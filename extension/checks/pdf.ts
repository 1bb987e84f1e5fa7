import { check } from './check.js';

export const pdf = check({
  id: 'pdf',
  needs: ['browser'],
  meanings: { shown: { state: 'good' }, downloaded: { state: 'warn' }, unknown: { state: 'unknown' } },
  judge({ browser }) {
    if (!browser || browser.pdf === null) return { code: 'unknown' };
    return { code: browser.pdf ? 'shown' : 'downloaded' };
  },
});
