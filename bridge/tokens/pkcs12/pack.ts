import { type KeyObject, randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import forge from 'node-forge';

/**
 * A PKCS#12 file (RFC 7292) with AES-256. `certificate` is PEM, the password UTF-8. node-forge misreads Chinese names,
 * but keeps and writes the signed part of the certificate as it is.
 */
export function packPkcs12(privateKey: KeyObject, certificate: string, password: string): Buffer {
  const key = forge.pki.privateKeyFromPem(privateKey.export({ format: 'pem', type: 'pkcs1' }).toString());
  const pfx = forge.pkcs12.toPkcs12Asn1(key, forge.pki.certificateFromPem(certificate), password, {
    algorithm: 'aes256',
  });
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1');
}

/** Mode 0600; whole or not at all: a reader never sees a file that is half written. Rejects where the disk refuses. */
export async function writePrivate(path: string, data: string | Buffer): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await writeFile(temporary, data, { mode: 0o600 });
  await rename(temporary, path);
}
