import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretStore } from '../ports.js';

/** Secrets as files of a folder, each for its owner alone. */
export function fileSecretStore(folder: string): SecretStore {
  return {
    ensure(name, bytes) {
      const file = join(folder, name);
      const kept = read(file);
      if (kept?.length === bytes) return kept;
      if (kept) throw new Error(`${name} is not a secret of ${bytes} bytes`);
      const secret = randomBytes(bytes);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      write(file, secret);
      return secret;
    },
  };
}

function read(file: string): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    // Windows has no mode bits.
    if (process.platform !== 'win32' && (fstatSync(descriptor).mode & 0o077) !== 0) {
      throw new Error('the secret can be read by others');
    }
    return Buffer.from(readFileSync(descriptor, 'ascii').trim(), 'base64url');
  } finally {
    closeSync(descriptor);
  }
}

function write(file: string, secret: Buffer): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, `${secret.toString('base64url')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}
