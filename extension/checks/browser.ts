import { check } from './check.js';

/** `minimum_chrome_version` of the manifest. */
const OLDEST = 109;

export const browser = check({
  id: 'browser',
  needs: ['browser'],
  meanings: {
    chrome: { state: 'good' },
    chromium: { state: 'good' },
    tooOld: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge({ browser }) {
    if (!browser) return { code: 'unknown' };
    const { name, version } = browser;
    const code = version < OLDEST ? 'tooOld' : name === 'Google Chrome' ? 'chrome' : 'chromium';
    return { code, facts: { name, version } };
  },
});
