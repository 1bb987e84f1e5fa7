import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { fromBase64Url, SECRET_BYTES } from '../../shared/proof.js';
import { ConfigError } from './load.js';

/**
 * Reads a pairing secret: 32 bytes as base64url in a file that only its owner can read.
 * @throws ConfigError when it cannot be read, others can read it, or it holds something else
 */
export function readSecretFile(file: string): Buffer {
  const descriptor = open(file);
  try {
    // Windows has no mode bits; its secrets are kept by DPAPI.
    if (process.platform !== 'win32' && (fstatSync(descriptor).mode & 0o077) !== 0) {
      throw new ConfigError(file, { kind: 'secretMode' });
    }
    const secret = fromBase64Url(readFileSync(descriptor, 'ascii').trim());
    if (secret?.length !== SECRET_BYTES) throw new ConfigError(file, { kind: 'secretForm' });
    return Buffer.from(secret);
  } finally {
    closeSync(descriptor);
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ConfigError(file, { kind: missing ? 'missing' : 'unreadable' });
  }
}
