import { check } from './check.js';

export const site = check({
  id: 'site',
  needs: ['site'],
  meanings: {
    enabled: { state: 'good' },
    toReload: { state: 'warn', repair: 'reload' },
    none: { state: 'bad' },
    off: { state: 'warn', repair: 'enable' },
    ungranted: { state: 'bad', repair: 'enable' },
    forbidden: { state: 'bad' },
    policyUnreadable: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge({ site }) {
    if (!site) return { code: 'unknown' };
    const { status, looksLikePortal } = site;
    const front = status.site;
    const isWanted = front !== null && status.sites.some(({ origin }) => origin === front.origin);
    if (front && (isWanted || looksLikePortal)) {
      const { origin, standing, toReload } = front;
      return { code: standing === 'enabled' && toReload > 0 ? 'toReload' : standing, facts: { origin } };
    }
    const [first] = [...status.sites].sort((a, b) => Number(b.enabled) - Number(a.enabled));
    if (!first) return { code: 'none' };
    return { code: first.enabled ? 'enabled' : 'ungranted', facts: { origin: first.origin } };
  },
});
