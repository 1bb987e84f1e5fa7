import { check } from './check.js';
import { certificatesOf } from './facts.js';

export const bound = check({
  id: 'bound',
  needs: ['bridge', 'page', 'bound'],
  meanings: { bound: { state: 'good' }, unbound: { state: 'warn' }, unknown: { state: 'unknown' } },
  judge(facts) {
    const seen = certificatesOf(facts).filter(({ id }) => facts.bound?.certificates.includes(id));
    if (facts.page?.binding === 'unbound') return { code: 'unbound' };
    const owner = seen.map((one) => one.owner).join(' / ');
    return seen.length > 0 ? { code: 'bound', facts: { owner } } : { code: 'unknown' };
  },
});
