import { constants, type KeyObject, privateEncrypt } from 'node:crypto';
import type { Mechanism } from '../driver.js';

/** DER of a DigestInfo up to the digest (RFC 8017 §9.2, note 1). */
const DIGEST_INFO: Readonly<Record<Mechanism, { readonly prefix: Buffer; readonly digestBytes: number }>> = {
  'rsa-sha1': { prefix: Buffer.from('3021300906052b0e03021a05000414', 'hex'), digestBytes: 20 },
  'rsa-sha256': { prefix: Buffer.from('3031300d060960864801650304020105000420', 'hex'), digestBytes: 32 },
};

/**
 * RSASSA-PKCS1-v1_5 over a digest that is already there: node:crypto's own sign() would hash once more, while
 * privateEncrypt() pads with block type 1 and leaves the DigestInfo to us. Null if the digest has the wrong length.
 */
export function signDigest(key: KeyObject, mechanism: Mechanism, digest: Buffer): Buffer | null {
  const { prefix, digestBytes } = DIGEST_INFO[mechanism];
  if (digest.length !== digestBytes) return null;
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([prefix, digest]));
}
