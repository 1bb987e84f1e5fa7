import { closeSync, existsSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

const BYTES = 4_096;

/**
 * Whether the home folder takes what is written to it, by a file that is taken away again: a disk that is full or read-only shows
 * by nothing else. Of a folder that is not there yet it tells of the nearest one above.
 */
export function isWritable(home: string): boolean {
  let folder = home;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  const file = join(folder, `.writable-${process.pid}`);
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      writeSync(descriptor, Buffer.alloc(BYTES));
      fdatasyncSync(descriptor);
    } finally {
      closeSync(descriptor);
      rmSync(file, { force: true });
    }
    return true;
  } catch {
    // Whatever the system says against it: nothing can be recorded, so nothing is signed.
    return false;
  }
}
