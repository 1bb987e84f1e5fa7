import * as z from 'zod/mini';

export const certificateSchema = z.strictObject({
  /** SHA-256 of the DER, lower-case hex. */
  id: z.string().check(z.maxLength(80)),
  /** The `id` of the token that holds it. */
  token: z.string().check(z.maxLength(80)),
  /** Subject common name: the company. */
  owner: z.string().check(z.maxLength(400)),
  /** Issuer common name. */
  issuer: z.string().check(z.maxLength(400)),
  /** Extension 1.2.156.112586.1.4, or what stands in for it (CN, then GivenName). */
  uniqueId: z.string().check(z.maxLength(200)),
  /** The company's 统一社会信用代码 (GB 32100-2015); absent where the certificate names none. */
  unifiedCode: z.optional(z.string().check(z.maxLength(18))),
  /** Serial number, upper-case hex. */
  serial: z.string().check(z.maxLength(80)),
  /** ISO 8601, UTC. */
  notBefore: z.string().check(z.maxLength(40)),
  notAfter: z.string().check(z.maxLength(40)),
  algorithm: z.enum(['RSA', 'SM2']),
  demo: z.boolean(),
  /** The `id` of the certificate for encryption that belongs to this one, where it is another. */
  encryption: z.optional(z.string().check(z.maxLength(80))),
  /** Whether its token holds a seal (电子签章) for it; absent where that is not known. */
  seal: z.optional(z.enum(['present', 'absent'])),
});
export type Certificate = z.infer<typeof certificateSchema>;

export const certificateList = {
  method: 'certificate.list',
  maxBytes: 200,
  caller: 'none',
  params: z.strictObject({}),
  result: z.strictObject({ certificates: z.array(certificateSchema) }),
} as const;
