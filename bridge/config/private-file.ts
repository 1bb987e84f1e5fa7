import {
  chmodSync,
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from './load.js';

/** Windows has no mode bits and syncs no folders. */
const POSIX = process.platform !== 'win32';

/**
 * A file that only its owner can read; null where there is none.
 * @throws ConfigError where others can read it, or it cannot be read
 */
export function readPrivateFile(file: string): string | null {
  const descriptor = openToRead(file);
  if (descriptor === null) return null;
  try {
    if (POSIX && (fstatSync(descriptor).mode & 0o077) !== 0) throw new ConfigError(file, { kind: 'secretMode' });
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Replaces a file, mode 0600: after a crash or a full disk there is either the old content or the new.
 * @throws the system's error
 */
export function writePrivateFile(file: string, content: string): void {
  const next = `${file}.new`;
  // Left over from a crash; made anew, so that its mode is ours.
  rmSync(next, { force: true });
  const descriptor = openSync(next, 'wx', 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(next, file);
  if (!POSIX) return;
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Makes the folder where there is none, and shuts it for others. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (POSIX) chmodSync(folder, 0o700);
}

/** Keeps a damaged file for whoever looks into it, out of the way. */
export function setAside(file: string): void {
  renameSync(file, `${file}.damaged`);
}

function openToRead(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigError(file, { kind: 'unreadable' });
  }
}
