import * as z from 'zod/mini';
import { type Failure, failure, REASONS, type Result, success } from '../../shared/protocol/reasons.js';
import type { Clock, Log } from '../ports.js';
import { AppendFile } from './append-file.js';
import { follows, readLines, seal } from './chain.js';
import { CommitQueue } from './commit-queue.js';
import type { Disk } from './disk.js';

/** An operation that is done once. */
export interface Operation {
  /** SHA-256 of its name with all of its scope, hex. */
  readonly key: string;
  /** SHA-256 of the content that is bound to it, hex. */
  readonly fingerprint: string;
  /** Id of the certificate that it is done with. */
  readonly certificate: string;
}

/** What is known of an operation. */
export type Known =
  | { readonly kind: 'new' }
  /** The key was used for other content. */
  | { readonly kind: 'other' }
  /** It was begun, and nothing is known of its end. */
  | { readonly kind: 'uncertain' }
  | { readonly kind: 'done'; readonly outcome: Result<Buffer> };

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const common = {
  schemaVersion: z.literal(1),
  key: hash,
  fingerprint: hash,
  /** Id of the certificate. */
  certificate: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
};
/** Number of the journal's intent, which is written beside an intent of ours. */
const seq = z.int();
const recordSchema = z.discriminatedUnion('state', [
  z.object({ ...common, state: z.literal('intent') }),
  z.object({ ...common, seq, state: z.literal('signed'), signature: z.string() }),
  z.object({ ...common, seq, state: z.literal('failed'), reason: z.enum(REASONS), retriesLeft: z.optional(z.int()) }),
]);
type StoredRecord = z.infer<typeof recordSchema>;

const FILE = 'results.jsonl';
/** How long an outcome can still be asked for. */
const KEEP_MS = 10 * 60_000;
const MAX_RECORDS = 2_000;
/** A file that has more is written anew, with what is still wanted. */
const MAX_BYTES = 4 * 1_048_576;

export interface ResultsParts {
  readonly disk: Disk;
  readonly key: () => Buffer | null;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What came of each signature, so that it is made once whatever dies: on disk before the token is asked, and before
 * the answer leaves. Lines are sealed with the journal's key, each by itself.
 */
export class Results {
  private file: AppendFile | null = null;
  /** By key, oldest first. */
  private records = new Map<string, StoredRecord>();
  private readonly queue = new CommitQueue<StoredRecord, undefined>((batch) => this.commit(batch));

  constructor(private readonly parts: ResultsParts) {}

  find({ key, fingerprint }: Operation): Result<Known> {
    const opened = this.opened();
    if (!opened) return failure('records.unwritable');
    const record = this.records.get(key);
    if (!record || this.isOver(record)) return success({ kind: 'new' });
    if (record.fingerprint !== fingerprint) return success({ kind: 'other' });
    if (record.state === 'intent') return success({ kind: 'uncertain' });
    return success({ kind: 'done', outcome: outcomeOf(record) });
  }

  /** Resolves when it is on disk that the operation was begun. */
  begin(operation: Operation): Promise<Result<void>> {
    return this.queue.add({ ...this.common(operation), state: 'intent' });
  }

  /** Resolves when its outcome is on disk. `seq` is the number of the journal's intent. */
  conclude(operation: Operation, seq: number, outcome: Result<Buffer>): Promise<Result<void>> {
    const record = { ...this.common(operation), seq };
    return this.queue.add(
      outcome.ok
        ? { ...record, state: 'signed', signature: outcome.value.toString('base64') }
        : { ...record, state: 'failed', ...failureOf(outcome) },
    );
  }

  /** Outcomes that are kept, by the numbers of their intents in the journal. */
  outcomes(): readonly { readonly seq: number; readonly outcome: Result<Buffer> }[] {
    if (!this.opened()) return [];
    return [...this.records.values()].flatMap((record) =>
      record.state === 'intent' ? [] : [{ seq: record.seq, outcome: outcomeOf(record) }],
    );
  }

  /** The certificate of the operation with that key; null where none is known. */
  certificateOf(key: string): string | null {
    const record = this.opened() ? this.records.get(key) : undefined;
    return record && !this.isOver(record) ? record.certificate : null;
  }

  close(): void {
    const { file } = this;
    this.file = null;
    file?.close();
  }

  private async commit(batch: readonly StoredRecord[]): Promise<Result<readonly undefined[]>> {
    const key = this.parts.key();
    if (!this.opened() || !key) return failure('records.unwritable');
    try {
      if ((this.file?.bytes ?? 0) > MAX_BYTES) this.open(key);
      if (!this.makeRoom(batch)) return failure('request.tooMany');
      await this.file?.append(Buffer.concat(batch.map((record) => seal(key, FILE, record).line)));
      for (const record of batch) this.remember(record);
      return success(batch.map(() => undefined));
    } catch (error) {
      this.unusable(error);
      return failure('records.unwritable');
    }
  }

  private opened(): boolean {
    if (this.file) return true;
    const key = this.parts.key();
    if (!key) return false;
    try {
      this.open(key);
      return true;
    } catch (error) {
      this.unusable(error);
      return false;
    }
  }

  /** Reads what there is, and writes the file anew where not all of it is still wanted. */
  private open(key: Buffer): void {
    this.close();
    const { disk, log } = this.parts;
    const { lines, tornBytes } = readLines(disk.read(FILE) ?? Buffer.alloc(0));
    this.records = new Map();
    let strange = 0;
    for (const line of lines) {
      const record = line && follows(key, FILE, line) ? recordSchema.safeParse(line.value) : null;
      if (record?.success) this.remember(record.data);
      else strange += 1;
    }
    if (strange > 0) log.event('results.strange', { lines: strange });
    for (const [id, record] of this.records) if (this.isOver(record)) this.records.delete(id);
    if (lines.length > this.records.size || tornBytes > 0) {
      disk.replace(FILE, Buffer.concat([...this.records.values()].map((record) => seal(key, FILE, record).line)));
    }
    this.file = new AppendFile(disk, FILE);
  }

  private unusable(error: unknown): void {
    this.parts.log.event('results.unusable', { error: (error as NodeJS.ErrnoException).code ?? String(error) });
    try {
      this.close();
    } catch (closing) {
      this.parts.log.event('results.close', { error: String(closing) });
    }
  }

  private common({ key, fingerprint, certificate }: Operation) {
    return { schemaVersion: 1, key, fingerprint, certificate, at: this.parts.clock.now() } as const;
  }

  private remember(record: StoredRecord): void {
    this.records.delete(record.key);
    this.records.set(record.key, record);
  }

  /** Forgets the oldest outcomes beyond the limit, never what is uncertain. */
  private makeRoom(batch: readonly StoredRecord[]): boolean {
    for (const [key, record] of this.records) {
      const isCrowded = this.records.size + batch.length > MAX_RECORDS;
      const isOver = this.isOver(record);
      // They are in the order of their times.
      if (!isOver && !isCrowded) break;
      if (isOver || record.state !== 'intent') this.records.delete(key);
    }
    return batch.every(({ state }) => state !== 'intent') || this.records.size + batch.length <= MAX_RECORDS;
  }

  private isOver({ at }: StoredRecord): boolean {
    return this.parts.clock.now() - at >= KEEP_MS;
  }
}

function outcomeOf(record: Exclude<StoredRecord, { state: 'intent' }>): Result<Buffer> {
  return record.state === 'signed'
    ? success(Buffer.from(record.signature, 'base64'))
    : failure(record.reason, record.retriesLeft);
}

function failureOf({ reason, retriesLeft }: Failure): Failure {
  return retriesLeft === undefined ? { reason } : { reason, retriesLeft };
}
