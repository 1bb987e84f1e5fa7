import { check } from './check.js';
import { certificatesOf } from './facts.js';

export const bound = check({
  id: 'bound',
  needs: ['bridge', 'bound'],
  meanings: { bound: { state: 'good' }, unbound: { state: 'warn' }, unknown: { state: 'unknown' } },
  judge(facts) {
    const { certificates, unbound, unboundPage, parts } = facts.bound ?? {};
    const named = parts && parts.length > 0 ? { parts: parts.join(' ') } : {};
    const present = certificatesOf(facts);
    const refused = present.filter(({ id }) => unbound?.includes(id));
    if (refused.length > 0) return { code: 'unbound', facts: { ...named, owner: owners(refused) } };
    const seen = present.filter(({ id }) => certificates?.includes(id));
    if (seen.length > 0) return { code: 'bound', facts: { ...named, owner: owners(seen) } };
    return { code: unboundPage ? 'unbound' : 'unknown', facts: named };
  },
});

function owners(certificates: readonly { readonly owner: string }[]): string {
  return certificates.map(({ owner }) => owner).join(' / ');
}
