import type { Mechanism } from './driver.js';

/** DER of a DigestInfo up to the digest (RFC 8017 §9.2, note 1). */
const PREFIX: Readonly<Record<Mechanism, { readonly der: Buffer; readonly digestBytes: number }>> = {
  'rsa-sha1': { der: Buffer.from('3021300906052b0e03021a05000414', 'hex'), digestBytes: 20 },
  'rsa-sha256': { der: Buffer.from('3031300d060960864801650304020105000420', 'hex'), digestBytes: 32 },
};

/** What RSASSA-PKCS1-v1_5 pads and signs: the DER of a DigestInfo. Null if the digest has the wrong length. */
export function digestInfo(mechanism: Mechanism, digest: Buffer): Buffer | null {
  const { der, digestBytes } = PREFIX[mechanism];
  return digest.length === digestBytes ? Buffer.concat([der, digest]) : null;
}
