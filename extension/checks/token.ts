import { check } from './check.js';
import { certificatesOf } from './facts.js';

export const token = check({
  id: 'token',
  needs: ['bridge'],
  meanings: {
    present: { state: 'good' },
    demo: { state: 'info' },
    'token.none': { state: 'bad', repair: 'again' },
    'certificate.none': { state: 'bad', repair: 'again' },
    unresponsive: { state: 'bad', repair: 'again' },
    'token.twoDrivers': { state: 'warn' },
    failed: { state: 'bad', repair: 'again' },
    unknown: { state: 'unknown' },
  },
  judge(facts) {
    const { bridge } = facts;
    if (!bridge?.bridge.ok) return { code: 'unknown' };
    if (!bridge.certificates.ok) {
      const { reason } = bridge.certificates;
      if (reason === 'token.none' || reason === 'certificate.none') return { code: reason };
      return { code: 'failed', facts: { reason } };
    }
    const tokens = bridge.tokens.ok ? bridge.tokens.value : [];
    const certificates = certificatesOf(facts);
    const named = { owner: [...new Set(certificates.map(({ owner }) => owner))].join(' / ') };
    if (tokens.some(({ state }) => state === 'unresponsive')) return { code: 'unresponsive' };
    if (tokens.some(({ notice }) => notice === 'token.twoDrivers')) return { code: 'token.twoDrivers' };
    if (certificates.length === 0) return { code: tokens.length === 0 ? 'token.none' : 'certificate.none' };
    return { code: certificates.every(({ demo }) => demo) ? 'demo' : 'present', facts: named };
  },
});
