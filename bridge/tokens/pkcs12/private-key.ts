import { createPrivateKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';

/** What node-forge says to a password that is wrong; everything else it throws means a damaged file. */
const WRONG_PASSWORD = /MAC could not be verified/;

/**
 * Takes the RSA key out of a PKCS#12 file. `password` is UTF-8 and stays the caller's to wipe.
 * node-forge needs the password and the key as strings, which cannot be wiped: call this only in the driver's
 * process, whose end takes them away. Fails with `password.incorrect` or, for a damaged file, `driver.unavailable`.
 */
export function readPrivateKey(file: Buffer, password: Buffer): Result<KeyObject> {
  try {
    const pfx = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(binary(file)), false, password.toString('utf8'));
    const { pkcs8ShroudedKeyBag, keyBag } = forge.pki.oids;
    const key = [pkcs8ShroudedKeyBag, keyBag]
      .flatMap((bagType = '') => pfx.getBags({ bagType })[bagType] ?? [])
      .find((bag) => bag.key)?.key;
    if (!key) return failure('driver.unavailable');
    const der = Buffer.from(forge.asn1.toDer(forge.pki.privateKeyToAsn1(key)).getBytes(), 'binary');
    const keyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs1' });
    der.fill(0);
    return success(keyObject);
  } catch (error) {
    const wrong = error instanceof Error && WRONG_PASSWORD.test(error.message);
    return failure(wrong ? 'password.incorrect' : 'driver.unavailable');
  }
}

/** One character per byte, as node-forge wants it. */
function binary(bytes: Buffer): forge.Bytes {
  return bytes.toString('latin1');
}
