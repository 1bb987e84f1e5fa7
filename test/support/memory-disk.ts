import type { AppendHandle, Disk } from '../../bridge/journal/disk.js';
import { Records, type RecordsParts } from '../../bridge/journal/records.js';
import type { Clock } from '../../bridge/ports.js';

interface MemoryFile {
  content: Buffer;
  /** How much of the content outlives a loss of power. */
  synced: number;
}

/** Files in memory, with what a disk can do to them: it is full, the power goes, the process dies. */
export class MemoryDisk implements Disk {
  readonly files = new Map<string, MemoryFile>();
  /** Bytes that still fit. */
  free = Number.POSITIVE_INFINITY;
  syncs = 0;
  /** Files that take longer to be synced than others. */
  slow: (name: string) => boolean = () => false;
  /** Steps until the process that uses the disk dies; each write and each sync is one. */
  dieIn = Number.POSITIVE_INFINITY;

  get dead(): boolean {
    return this.dieIn <= 0;
  }

  names(): string[] {
    return [...this.files.keys()];
  }

  size(name: string): number {
    return this.files.get(name)?.content.length ?? 0;
  }

  read(name: string): Buffer | null {
    return this.files.get(name)?.content ?? null;
  }

  append(name: string): AppendHandle {
    const file = this.files.get(name) ?? { content: Buffer.alloc(0), synced: 0 };
    this.files.set(name, file);
    return {
      size: () => {
        if (this.files.get(name) !== file) throw new Error('deleted');
        return file.content.length;
      },
      write: (bytes) => {
        this.step();
        const taken = bytes.subarray(0, Math.min(bytes.length, this.free));
        file.content = Buffer.concat([file.content, taken]);
        this.free -= taken.length;
        if (taken.length < bytes.length) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      },
      sync: async () => {
        this.step();
        this.syncs += 1;
        const { length } = file.content;
        await new Promise(setImmediate);
        if (this.slow(name)) await new Promise(setImmediate);
        this.step();
        file.synced = Math.max(file.synced, length);
      },
      truncate: (size) => {
        this.step();
        this.free += file.content.length - size;
        file.content = file.content.subarray(0, size);
        file.synced = Math.min(file.synced, size);
      },
      close: () => undefined,
    };
  }

  replace(name: string, content: Buffer): void {
    this.step();
    this.files.set(name, { content: Buffer.from(content), synced: content.length });
  }

  remove(name: string): void {
    this.step();
    this.files.delete(name);
  }

  /** What another process finds after this one has died; `lost`: with the power, so that the unsynced is gone but for so many bytes. */
  afterDeath(lost: { readonly kept: number } | null): MemoryDisk {
    const next = new MemoryDisk();
    for (const [name, { content, synced }] of this.files) {
      const length = lost ? Math.min(content.length, synced + lost.kept) : content.length;
      next.files.set(name, { content: Buffer.from(content.subarray(0, length)), synced: length });
    }
    return next;
  }

  private step(): void {
    this.dieIn -= 1;
    if (this.dead) throw new Error('the process is dead');
  }
}

const KEY = Buffer.alloc(32, 7);

/** Records on a disk in memory, with a key that is always the same. */
export function memoryRecords(clock: Clock, disk: Disk, over: Partial<RecordsParts> = {}): Records {
  return new Records({
    disk,
    secrets: { ensure: () => KEY },
    clock,
    log: { event: () => undefined },
    retentionMonths: 120,
    ...over,
  });
}
