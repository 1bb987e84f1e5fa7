import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The demo issuer, with its certificate in PEM. */
export interface Issuer {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly pem: string;
}

export function issuerPaths(folder: string): { readonly key: string; readonly certificate: string } {
  return { key: join(folder, 'demo-ca.key'), certificate: join(folder, 'demo-ca.pem') };
}

/** The PKCS#12 file and the certificate alone, PEM; `name` is theirs without ending. */
export function identityPaths(folder: string, name = 'demo'): { readonly p12: string; readonly crt: string } {
  return { p12: join(folder, `${name}.p12`), crt: join(folder, `${name}.crt`) };
}

/** The folder's issuer, if it can issue. Rejects where the disk refuses. */
export async function readIssuer(folder: string): Promise<Issuer | null> {
  const { key, certificate } = issuerPaths(folder);
  if (!(await exists(key)) || !(await exists(certificate))) return null;
  const [keyPem, pem] = [await readFile(key), await readFile(certificate, 'utf8')];
  try {
    const privateKey = createPrivateKey(keyPem);
    // A pair that does not fit would make certificates that nobody can verify.
    if (!new X509Certificate(pem).checkPrivateKey(privateKey)) return null;
    return { privateKey, publicKey: createPublicKey(privateKey), pem };
  } catch {
    // Damaged files are as good as none.
    return null;
  }
}

/** Runs `make` unless the folder's demo identity is there and of use: neither expired nor damaged. */
export async function ensureDemoIdentity(
  folder: string,
  make: () => Promise<unknown>,
  now = new Date(),
): Promise<void> {
  const ofUse = (await isOfUse(identityPaths(folder), now)) && (await readIssuer(folder));
  if (!ofUse) await make();
}

async function isOfUse({ p12, crt }: { readonly p12: string; readonly crt: string }, now: Date): Promise<boolean> {
  if (!(await exists(p12)) || !(await exists(crt))) return false;
  try {
    return new Date(new X509Certificate(await readFile(crt)).validTo) > now;
  } catch {
    // Not a certificate any more.
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    // Not there, or not to be read: either way it has to be made.
    return false;
  }
}
