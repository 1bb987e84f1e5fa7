import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, resolve } from 'node:path';
import { makePrivateFolder } from '../config/private-file.js';
import type { Log } from '../ports.js';
import { connectPath, connectTo } from './endpoint.js';

/** Part of util-linux. It locks what it inherits, and the lock stays with the bridge's own descriptor (flock(2)). */
const FLOCK = '/usr/bin/flock';
const CHILDS_FD = 3;
const [LOCKED, TAKEN] = [0, 1];

/** Another bridge with the same home folder runs. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
}

/** Keeps other bridges from the home folder until it is released, or its process has ended in whatever way. */
export interface HomeLock {
  release(): void;
}

/**
 * Takes the home folder for this bridge alone. The folder itself is locked, so that nothing is left behind by a bridge that was
 * killed; where there is none and none can be made, the nearest one above that is the user's. On Windows it is the name
 * of a pipe that is held. Where the system locks nothing, only a bridge that can be asked is seen.
 * @throws AlreadyRunningError
 */
export async function lockHome(home: string, log: Log): Promise<HomeLock> {
  const lock = process.platform === 'win32' ? await holdPipe(home) : lockFolder(home);
  if (lock === 'taken') throw new AlreadyRunningError();
  if (lock !== 'unlockable') return lock;
  log.event('lock.failed');
  const running = await connectTo(home).catch(() => null);
  running?.destroy();
  if (running) throw new AlreadyRunningError();
  return { release: () => undefined };
}

function lockFolder(home: string): HomeLock | 'taken' | 'unlockable' {
  const descriptor = openNearest(resolve(home));
  if (descriptor === null) return 'unlockable';
  const stdio = ['ignore', 'ignore', 'ignore', descriptor] as const;
  const { status } = spawnSync(FLOCK, ['-n', '-x', String(CHILDS_FD)], { stdio: [...stdio], env: {} });
  if (status === LOCKED) {
    let held = true;
    return {
      release() {
        // The number may be another file's by then.
        if (held) closeSync(descriptor);
        held = false;
      },
    };
  }
  closeSync(descriptor);
  return status === TAKEN ? 'taken' : 'unlockable';
}

/** The home folder, made where it is missing, or the nearest one above that belongs to this user; null where none does. */
function openNearest(home: string): number | null {
  try {
    makePrivateFolder(home);
  } catch {
    // A disk that is read-only or full: the folder may be there all the same.
  }
  for (let folder = home; ; folder = dirname(folder)) {
    const descriptor = openOwn(folder);
    if (descriptor !== null || folder === dirname(folder)) return descriptor;
  }
}

function openOwn(folder: string): number | null {
  try {
    const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    if (fstatSync(descriptor).uid === process.getuid?.()) return descriptor;
    closeSync(descriptor);
  } catch {
    // Not there, no folder, or somebody else's.
  }
  return null;
}

/** The first to make a pipe of that name has it until its process ends. */
async function holdPipe(home: string): Promise<HomeLock | 'taken' | 'unlockable'> {
  const path = `\\\\.\\pipe\\hengshui-ca-${createHash('sha256').update(resolve(home).toLowerCase()).digest('hex')}`;
  // Wine lets others make it, too.
  const running = await connectPath(path).catch(() => null);
  running?.destroy();
  if (running) return 'taken';
  const pipe: Server = createServer((socket) => socket.destroy());
  return new Promise((settle) => {
    pipe.once('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'EADDRINUSE' ? 'taken' : 'unlockable'));
    pipe.listen(path, () => {
      pipe.unref();
      settle({ release: () => void pipe.close() });
    });
  });
}
