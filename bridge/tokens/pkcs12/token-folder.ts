import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';

/**
 * A PKCS#12 file as a token. Its certificates are encrypted like its key, so what can be read without
 * the password lies beside it: `<name>.crt`, PEM, the key's own certificate first.
 */
export interface TokenFile {
  /** SHA-256 over "pkcs12" and the certificate's DER, hex: the same wherever the file lies. */
  readonly id: string;
  /** The file's name without its ending. */
  readonly label: string;
  readonly certificate: X509Certificate;
  /** SHA-256 of the certificate's DER, hex. */
  readonly certificateId: string;
  /** Path of the PKCS#12 file. */
  readonly keyFile: string;
}

const MAX_LABEL = 200;

/** Fails with `driver.unavailable` where the folder cannot be read; files that make no token are left out. */
export function readTokenFolder(folder: string): Result<readonly TokenFile[]> {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    // Not there, no folder, or not ours to read: the reason is all that a user can act on.
    return failure('driver.unavailable');
  }
  const tokens = new Map<string, TokenFile>();
  for (const name of names) {
    const file = name.endsWith('.p12') ? readTokenFile(folder, parse(name).name) : null;
    if (file && !tokens.has(file.id)) tokens.set(file.id, file);
  }
  return success([...tokens.values()]);
}

function readTokenFile(folder: string, name: string): TokenFile | null {
  const certificate = readCertificateFile(join(folder, `${name}.crt`));
  if (!certificate) return null;
  return {
    id: createHash('sha256').update('pkcs12').update(certificate.raw).digest('hex'),
    label: name.slice(0, MAX_LABEL),
    certificate,
    certificateId: createHash('sha256').update(certificate.raw).digest('hex'),
    keyFile: join(folder, `${name}.p12`),
  };
}

function readCertificateFile(path: string): X509Certificate | null {
  try {
    return new X509Certificate(readFileSync(path));
  } catch {
    // No certificate beside it, or a damaged one: nothing that could be shown or used.
    return null;
  }
}
