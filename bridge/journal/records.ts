import { createHash } from 'node:crypto';
import type { JournalHead } from '../../shared/protocol/journal-verify.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { SecretStore } from '../ports.js';
import type { IntentEntry, OutcomeEntry } from './entries.js';
import { Journal, type JournalParts } from './journal.js';
import { type Known, type Operation, Results } from './results.js';
import { journalPage, outcomesSince, type Page } from './rows.js';
import type { ChainReport } from './verify.js';

/** What a signature is recorded by, beside its key. */
export type SignatureFacts = Omit<IntentEntry, 'kind' | 'key' | 'certificate'>;

export interface RecordsParts extends Omit<JournalParts, 'key'> {
  readonly secrets: SecretStore;
}

/** A signature of which it is on disk that it is about to be made. */
export interface RecordedIntent {
  /** Resolves when the outcome is on disk, too: before that it may not be given to anybody. */
  conclude(outcome: Result<Buffer>): Promise<Result<void>>;
}

const KEY_NAME = 'journal';
const KEY_BYTES = 32;

/** The records of signatures: the journal, which tells what was done, and the results, which make it be done once. */
export class Records {
  private readonly journal: Journal;
  private readonly results: Results;
  private key: Buffer | null = null;
  private caughtUp: Promise<Result<void>> | null = null;

  constructor(private readonly parts: RecordsParts) {
    const key = (): Buffer | null => this.readKey();
    this.journal = new Journal({ ...parts, key });
    this.results = new Results({ ...parts, key });
  }

  /** `name` names the operation with all of its scope; `content` stands for what is bound to it. */
  static operation(name: string, content: string, certificate: string): Operation {
    return { key: sha256(name), fingerprint: sha256(content), certificate };
  }

  /** What is known of the operation, from before a start of the bridge as well. */
  async find(operation: Operation): Promise<Result<Known>> {
    const ready = await this.ready();
    return ready.ok ? this.results.find(operation) : ready;
  }

  /** The certificate of the operation with that name; null where none is known. */
  async certificateOf(name: string): Promise<string | null> {
    const ready = await this.ready();
    return ready.ok ? this.results.certificateOf(sha256(name)) : null;
  }

  /** To be awaited before a token is asked. `records.unwritable` where nothing can be recorded. */
  async intend(operation: Operation, facts: SignatureFacts): Promise<Result<RecordedIntent>> {
    const ready = await this.ready();
    if (!ready.ok) return ready;
    const [entry, begun] = await Promise.all([
      this.journal.append({ kind: 'intent', key: operation.key, certificate: operation.certificate, ...facts }),
      this.results.begin(operation),
    ]);
    if (!entry.ok) return entry;
    if (!begun.ok) {
      // Nothing was signed, which the journal should not leave open.
      await this.journal.append({ kind: 'failed', of: entry.value, reason: begun.reason });
      return begun;
    }
    const seq = entry.value;
    return success({
      conclude: async (outcome) => {
        const [journalled, kept] = await Promise.all([
          this.journal.append(outcomeEntry(seq, outcome)),
          this.results.conclude(operation, seq, outcome),
        ]);
        if (!journalled.ok) this.caughtUp = null;
        return journalled.ok ? kept : journalled;
      },
    });
  }

  /** The end of the journal's chain; null where it cannot be read. */
  head(): JournalHead | null {
    return this.journal.head();
  }

  /** The whole journal as it stands on disk; `mirror` is its head as somebody else has kept it. */
  report(mirror: JournalHead | null = null): Result<ChainReport> {
    const report = this.journal.report(mirror);
    return report ? success(report) : failure('records.unwritable');
  }

  /** Rows of the journal below entry `before`, newest first. */
  page(before: number | null, limit: number): Result<Page> {
    const page = this.journal.read((values) => journalPage(values, before, limit));
    return page ? success(page) : failure('records.unwritable');
  }

  close(): void {
    this.journal.close();
    this.results.close();
  }

  /** Resolves when the journal has the outcomes that only the results had when the power was lost, or the disk full. */
  async ready(): Promise<Result<void>> {
    const attempt = this.caughtUp ?? this.catchUp();
    this.caughtUp = attempt;
    const outcome = await attempt;
    if (!outcome.ok && this.caughtUp === attempt) this.caughtUp = null;
    return outcome;
  }

  private async catchUp(): Promise<Result<void>> {
    const kept = this.results.outcomes();
    if (kept.length === 0) return success(undefined);
    const oldest = Math.min(...kept.map(({ seq }) => seq));
    const told = this.journal.read((values) => outcomesSince(values, oldest));
    if (!told) return failure('records.unwritable');
    const added = await Promise.all(
      kept
        .filter(({ seq }) => !told.has(seq))
        .map(({ seq, outcome }) => this.journal.append(outcomeEntry(seq, outcome))),
    );
    return added.find(({ ok }) => !ok) ? failure('records.unwritable') : success(undefined);
  }

  private readKey(): Buffer | null {
    const { secrets, log } = this.parts;
    try {
      this.key ??= secrets.ensure(KEY_NAME, KEY_BYTES);
    } catch (error) {
      log.event('journal.key', { error: (error as NodeJS.ErrnoException).code ?? (error as Error).name });
    }
    return this.key;
  }
}

function outcomeEntry(of: number, outcome: Result<Buffer>): OutcomeEntry {
  return outcome.ok ? { kind: 'signed', of } : { kind: 'failed', of, reason: outcome.reason };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
