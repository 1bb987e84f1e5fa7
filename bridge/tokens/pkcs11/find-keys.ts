import { X509Certificate } from 'node:crypto';
import {
  CKA_ALWAYS_AUTHENTICATE,
  CKA_CLASS,
  CKA_ID,
  CKA_MODULUS,
  CKO_PRIVATE_KEY,
  type Handle,
  type PKCS11,
} from 'pkcs11js';
import { attribute, findObjects, isTrue } from './objects.js';
import type { TokenCertificate } from './read-token.js';

export interface SigningKey {
  readonly handle: Handle;
  /** CKA_ALWAYS_AUTHENTICATE: each signature needs the password. */
  readonly signOnce: boolean;
}

/**
 * The private keys by the id of their certificate; to be asked in a session that is logged in. Tokens for two
 * certificates may give both pairs one CKA_ID, and others none, so a key's modulus decides where the token shows it.
 */
export function findKeys(
  module: PKCS11,
  session: Handle,
  certificates: readonly TokenCertificate[],
): Map<string, SigningKey> {
  const keys = findObjects(module, session, [{ type: CKA_CLASS, value: CKO_PRIVATE_KEY }]).map((handle) => ({
    handle,
    signOnce: isTrue(module, session, handle, CKA_ALWAYS_AUTHENTICATE),
    id: attribute(module, session, handle, CKA_ID),
    modulus: stripped(attribute(module, session, handle, CKA_MODULUS)),
  }));
  const found = new Map<string, SigningKey>();
  for (const { id, der, keyId } of certificates) {
    const modulus = modulusOf(der);
    const key =
      keys.find((one) => modulus !== null && one.modulus.equals(modulus)) ??
      keys.find((one) => one.modulus.length === 0 && keyId.length > 0 && one.id.equals(keyId));
    if (key) found.set(id, key);
  }
  return found;
}

/** Big-endian, without leading zeros; null where the certificate holds no RSA key. */
function modulusOf(der: Buffer): Buffer | null {
  try {
    const { n } = new X509Certificate(der).publicKey.export({ format: 'jwk' });
    return typeof n === 'string' ? stripped(Buffer.from(n, 'base64url')) : null;
  } catch {
    // Not a certificate, or of an algorithm that Node does not know.
    return null;
  }
}

function stripped(number: Buffer): Buffer {
  return number.subarray(number.findIndex((byte) => byte !== 0));
}
