import { failure, type Result } from '../../shared/protocol/reasons.js';
import type { Clock } from '../ports.js';

interface Entry<T> {
  readonly fingerprint: string;
  readonly outcome: Promise<Result<T>>;
  settled: boolean;
  /** What keeping the outcome takes, once it is settled. */
  bytes: number;
}

/** How long an outcome can still be asked for after it came about. */
const KEEP_MS = 10 * 60_000;
const MAX_ENTRIES = 2_000;
/** Of all outcomes together. */
const MAX_BYTES = 16 * 1_048_576;

/**
 * Runs each keyed operation once. Asked again with the same key and the same content, it hands out the
 * first run's outcome, also while that is still under way; with other content it refuses.
 */
export class Once<T> {
  private readonly entries = new Map<string, Entry<T>>();

  private bytes = 0;

  /** `size` tells what keeping a value takes, in bytes. */
  constructor(
    private readonly clock: Clock,
    private readonly size: (value: T) => number = () => 0,
  ) {}

  /** `key` must hold its scope; `fingerprint` stands for the content that is bound to it. */
  run(key: string, fingerprint: string, operation: () => Promise<Result<T>>): Promise<Result<T>> {
    const known = this.entries.get(key);
    if (known) {
      return known.fingerprint === fingerprint ? known.outcome : Promise.resolve(failure('sign.keyReused'));
    }
    if (this.entries.size >= MAX_ENTRIES && !this.dropOldestSettled()) {
      return Promise.resolve(failure('request.tooMany'));
    }
    const entry: Entry<T> = { fingerprint, outcome: operation(), settled: false, bytes: 0 };
    this.entries.set(key, entry);
    const settle = (bytes: number): void => {
      entry.settled = true;
      entry.bytes = bytes;
      this.bytes += bytes;
      while (this.bytes > MAX_BYTES && this.dropOldestSettled());
      this.clock.after(KEEP_MS, () => this.drop(key, entry));
    };
    entry.outcome.then(
      (outcome) => settle(outcome.ok ? this.size(outcome.value) : 0),
      () => settle(0),
    );
    return entry.outcome;
  }

  private dropOldestSettled(): boolean {
    for (const [key, entry] of this.entries) {
      if (entry.settled) return this.drop(key, entry);
    }
    return false;
  }

  private drop(key: string, entry: Entry<T>): boolean {
    if (this.entries.get(key) !== entry) return false;
    this.bytes -= entry.bytes;
    return this.entries.delete(key);
  }
}
