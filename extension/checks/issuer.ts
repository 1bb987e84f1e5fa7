import * as z from 'zod/mini';
import { check } from './check.js';
import { certificatesOf } from './facts.js';
import issuers from './issuers.json';

const { hebei } = z
  .strictObject({
    schemaVersion: z.literal(1),
    /** Parts of an issuer's name, in any case of letters. */
    hebei: z.array(z.strictObject({ contains: z.string().check(z.minLength(2)), source: z.string() })),
  })
  .parse(issuers);

export const issuer = check({
  id: 'issuer',
  needs: ['bridge'],
  meanings: {
    hebei: { state: 'good' },
    other: { state: 'warn' },
    demo: { state: 'info' },
    unknown: { state: 'unknown' },
  },
  judge(facts) {
    const certificates = certificatesOf(facts);
    const real = certificates.filter(({ demo }) => !demo);
    const [first] = real;
    if (!first) return { code: certificates.length > 0 ? 'demo' : 'unknown' };
    const other = real.find((one) => !isHebei(one.issuer));
    return { code: other ? 'other' : 'hebei', facts: { issuer: (other ?? first).issuer } };
  },
});

function isHebei(name: string): boolean {
  return hebei.some(({ contains }) => name.toLowerCase().includes(contains.toLowerCase()));
}
