import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A file that grows at its end. */
export interface AppendHandle {
  /** Bytes that it has now. Throws where the file was deleted meanwhile. */
  size(): number;
  /** All of the bytes, or the system's error; then a part of them may be there. */
  write(bytes: Buffer): void;
  /** Resolves when what was written outlives a loss of power. */
  sync(): Promise<void>;
  truncate(size: number): void;
  close(): void;
}

/** The files of one folder, as records need them. Every function throws the system's error. */
export interface Disk {
  names(): readonly string[];
  /** In bytes. */
  size(name: string): number;
  /** Null where there is no such file. */
  read(name: string): Buffer | null;
  /** Makes the file where there is none, for its owner alone. */
  append(name: string): AppendHandle;
  /** Puts other content into a file, whole: after a loss of power it has the old or the new. */
  replace(name: string, content: Buffer): void;
  remove(name: string): void;
}

const OWNER_ONLY = 0o600;
const dataSync = promisify(fdatasync);

/** A folder of the file system, made with its parents where it is missing. */
export function folderDisk(folder: string): Disk {
  const path = (name: string): string => join(folder, name);
  const makeFolder = (): void => void mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    names: () => orWhereAbsent(() => readdirSync(folder), []),
    size: (name) => statSync(path(name)).size,
    read: (name) => orWhereAbsent<Buffer | null>(() => readFileSync(path(name)), null),
    append(name) {
      makeFolder();
      const { O_APPEND, O_CREAT, O_RDWR } = constants;
      const descriptor = openSync(path(name), O_APPEND | O_CREAT | O_RDWR, OWNER_ONLY);
      // A file is on disk only together with its name.
      syncFolder(folder);
      return handle(descriptor);
    },
    replace(name, content) {
      makeFolder();
      const temporary = path(`${name}.new`);
      const descriptor = openSync(temporary, 'w', OWNER_ONLY);
      try {
        writeAll(descriptor, content);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(temporary, path(name));
      syncFolder(folder);
    },
    remove: (name) => unlinkSync(path(name)),
  };
}

function handle(descriptor: number): AppendHandle {
  return {
    size() {
      const { nlink, size } = fstatSync(descriptor);
      if (nlink === 0) throw new Error('the file was deleted');
      return size;
    },
    write: (bytes) => writeAll(descriptor, bytes),
    sync: () => dataSync(descriptor),
    truncate: (size) => ftruncateSync(descriptor, size),
    close: () => closeSync(descriptor),
  };
}

/** write(2) may take a part of the bytes, as the last that fit on a full disk. */
function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
}

function syncFolder(folder: string): void {
  // Windows opens no folders, and writes names through.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function orWhereAbsent<T>(read: () => T, absent: T): T {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return absent;
    throw error;
  }
}
