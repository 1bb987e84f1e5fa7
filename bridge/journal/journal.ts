import type { JournalHead, JournalMove } from '../../shared/protocol/journal-verify.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { Clock, Log } from '../ports.js';
import { AppendFile } from './append-file.js';
import { GENESIS, type Head, readLines, seal } from './chain.js';
import { CommitQueue } from './commit-queue.js';
import type { Disk } from './disk.js';
import { type Entry, frameSchema, SCHEMA_VERSION } from './entries.js';
import { type ChainReport, type Segment, sha256, verifyChain } from './verify.js';

export interface JournalParts {
  readonly disk: Disk;
  /** The chain's key; null where it cannot be had, and then nothing is written. */
  readonly key: () => Buffer | null;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a file is kept after its last entry. */
  readonly retentionMonths: number;
  /** Called with each step that the end of the chain takes, when it is on disk. */
  readonly moved?: (move: JournalMove) => void;
  /** A file that has so many is followed by another one. */
  readonly segmentBytes?: number;
}

interface OpenSegment {
  readonly file: AppendFile;
  readonly name: string;
  head: Head;
  /** What is to be said before the next entry. */
  preface: readonly Entry[];
}

const NAME = /^journal-(\d{6})\.jsonl$/;
const SEGMENT_BYTES = 1_048_576;
/** Kept whatever the clock says, which may be wrong. */
const ALWAYS_KEPT = 2;
const MONTH_MS = 31 * 24 * 3_600_000;

/**
 * The chained record: entries in files that only grow, each with an HMAC over it and the one before. What is found
 * damaged is left as it is, and an entry in a new file says so.
 */
export class Journal {
  private open: OpenSegment | null = null;
  private readonly queue = new CommitQueue<Entry, number>((batch) => this.commit(batch));

  constructor(private readonly parts: JournalParts) {}

  /** Resolves with the entry's number when it is on disk; `records.unwritable` where that cannot be. */
  append(entry: Entry): Promise<Result<number>> {
    return this.queue.add(entry);
  }

  /** The end of the chain; null where it cannot be read. */
  head(): JournalHead | null {
    return this.attempt((key) => {
      this.open ??= this.openLast(key);
      return this.open.head;
    });
  }

  /** Everything that is on disk, and what is not as it was written; null where it cannot be read. */
  report(mirror: JournalHead | null = null): ChainReport | null {
    return this.attempt((key) => verifyChain(key, this.segments(), mirror));
  }

  /** Has `use` read what the entries say as they stand on disk, unverified, newest first; null where they cannot be read. */
  read<T>(use: (values: Iterable<unknown>) => T): T | null {
    return this.attempt(() => use(this.newestFirst()));
  }

  close(): void {
    const { open } = this;
    this.open = null;
    open?.file.close();
  }

  private async commit(batch: readonly Entry[]): Promise<Result<readonly number[]>> {
    try {
      const key = this.parts.key();
      if (!key) return failure('records.unwritable');
      this.open ??= this.openLast(key);
      if (this.open.file.bytes >= (this.parts.segmentBytes ?? SEGMENT_BYTES)) this.rotate(this.open);
      const { open } = this;
      const entries = [...open.preface, ...batch];
      const after = open.head;
      let head = after;
      const lines = entries.map((entry) => {
        const time = new Date(this.parts.clock.now()).toISOString();
        const seq = head.seq + 1;
        const { line, mac } = seal(key, head.mac, { schemaVersion: SCHEMA_VERSION, seq, time, ...entry });
        head = { seq, mac };
        return line;
      });
      await open.file.append(Buffer.concat(lines));
      Object.assign(open, { head, preface: [] });
      this.parts.moved?.({ after, head });
      for (const entry of entries) if (entry.kind === 'retire') this.parts.disk.remove(entry.file);
      return success(batch.map((_, index) => head.seq - batch.length + 1 + index));
    } catch (error) {
      this.unusable(error);
      return failure('records.unwritable');
    }
  }

  private attempt<T>(run: (key: Buffer) => T): T | null {
    try {
      const key = this.parts.key();
      return key && run(key);
    } catch (error) {
      this.unusable(error);
      return null;
    }
  }

  /** The next one to write reads the files anew. */
  private unusable(error: unknown): void {
    this.parts.log.event('journal.unusable', { error: (error as NodeJS.ErrnoException).code ?? String(error) });
    try {
      this.close();
    } catch (closing) {
      this.parts.log.event('journal.close', { error: String(closing) });
    }
  }

  private *newestFirst(): Generator<unknown> {
    for (const name of this.names().reverse()) {
      const { lines } = readLines(this.content(name));
      for (const line of [...lines].reverse()) yield line?.value;
    }
  }

  private content(name: string): Buffer {
    return this.parts.disk.read(name) ?? Buffer.alloc(0);
  }

  private names(): string[] {
    const names = this.parts.disk.names().filter((name) => NAME.test(name));
    return names.sort();
  }

  private segments(): Segment[] {
    return this.names().map((name) => ({ name, content: this.content(name) }));
  }

  /** Goes on with the last file, or with a new one where that is damaged. */
  private openLast(key: Buffer): OpenSegment {
    const names = this.names();
    const blank = names.at(-1);
    const used = names.filter((name) => this.parts.disk.size(name) > 0);
    const last = used.at(-1);
    if (!last) return this.openFile(blank ?? nextName(null), GENESIS, []);
    const content = this.content(last);
    const before = used.at(-2);
    const from = before === undefined ? null : verifyChain(key, [{ name: before, content: this.content(before) }]).head;
    const { head, findings } = verifyChain(key, [{ name: last, content }], null, from);
    const damaged = findings.length > 0;
    if (!damaged && blank === last) return this.openFile(last, head, this.retired());
    const name = blank && blank !== last ? blank : nextName(last);
    const preface: Entry = damaged
      ? { kind: 'repair', file: last, sha256: sha256(content) }
      : { kind: 'rotate', file: last };
    return this.openFile(name, head, [preface, ...this.retired()]);
  }

  private rotate(full: OpenSegment): void {
    const { head, name } = full;
    this.close();
    this.open = this.openFile(nextName(name), head, [
      ...full.preface,
      { kind: 'rotate', file: name },
      ...this.retired(),
    ]);
  }

  private openFile(name: string, head: Head, preface: readonly Entry[]): OpenSegment {
    return { file: new AppendFile(this.parts.disk, name), name, head, preface };
  }

  /** The files whose time is over, as the entries that say so. */
  private retired(): Entry[] {
    const before = this.parts.clock.now() - this.parts.retentionMonths * MONTH_MS;
    const entries: Entry[] = [];
    for (const name of this.names().slice(0, -ALWAYS_KEPT)) {
      const last = readLines(this.content(name)).lines.at(-1);
      const frame = frameSchema.safeParse(last?.value);
      if (!last || !frame.success || Date.parse(frame.data.time) >= before) break;
      entries.push({ kind: 'retire', file: name, through: frame.data.seq, mac: last.mac });
    }
    return entries;
  }
}

function nextName(after: string | null): string {
  const number = Number(NAME.exec(after ?? '')?.[1] ?? 0) + 1;
  return `journal-${String(number).padStart(6, '0')}.jsonl`;
}
