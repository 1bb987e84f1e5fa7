import { constants, type KeyObject, privateEncrypt } from 'node:crypto';
import { digestInfo } from '../digest-info.js';
import type { Mechanism } from '../driver.js';

/**
 * RSASSA-PKCS1-v1_5 over a digest that is already there: node:crypto's own sign() would hash once more, while
 * privateEncrypt() pads with block type 1 and leaves the DigestInfo to us. Null if the digest has the wrong length.
 */
export function signDigest(key: KeyObject, mechanism: Mechanism, digest: Buffer): Buffer | null {
  const info = digestInfo(mechanism, digest);
  return info && privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info);
}
