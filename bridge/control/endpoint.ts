import { closeSync, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { CONTROL_SOCKET, controlFolder } from './messages.js';

/**
 * A folder by a name of a few characters, until it is released: the path of a socket may have 107 bytes (unix(7)), and a
 * home folder more.
 */
export function shortName(folder: string): { readonly name: string; release(): void } {
  if (process.platform !== 'linux') return { name: folder, release: () => undefined };
  const descriptor = openSync(folder, 'r');
  return { name: `/proc/self/fd/${descriptor}`, release: () => closeSync(descriptor) };
}

/** A connection to the running bridge of that home folder; null where none runs. */
export async function connectTo(home: string): Promise<Socket | null> {
  try {
    const folder = shortName(controlFolder(home));
    return await connectPath(join(folder.name, CONTROL_SOCKET)).finally(() => folder.release());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ECONNREFUSED') return null;
    throw error;
  }
}

/** Rejects with the system's error where nobody listens there. */
export function connectPath(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
