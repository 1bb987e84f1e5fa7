import { constants, type KeyObject, publicDecrypt } from 'node:crypto';
import { digestInfo } from '../tokens/digest-info.js';
import type { Mechanism } from '../tokens/driver.js';

/**
 * Whether a raw signature is one of the digest: RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2), by comparing what it encodes with
 * the DigestInfo, whole. Node's own verify() would hash a document once more.
 */
export function verifiesDigest(key: KeyObject, mechanism: Mechanism, digest: Buffer, signature: Buffer): boolean {
  const expected = digestInfo(mechanism, digest);
  const modulusBits = key.asymmetricKeyDetails?.modulusLength;
  if (!expected || !modulusBits || signature.length !== Math.ceil(modulusBits / 8)) return false;
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(expected);
  } catch {
    // Not below the modulus, or not padded as block type 1.
    return false;
  }
}
