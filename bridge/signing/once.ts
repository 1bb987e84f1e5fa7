import { failure, type Result } from '../../shared/protocol/reasons.js';
import type { Clock } from '../ports.js';

interface Entry<T> {
  readonly fingerprint: string;
  readonly outcome: Promise<Result<T>>;
  settled: boolean;
}

/** How long an outcome can still be asked for after it came about. */
const KEEP_MS = 10 * 60_000;
const MAX_ENTRIES = 2_000;

/**
 * Runs each keyed operation once. Asked again with the same key and the same content, it hands out the
 * first run's outcome, also while that is still under way; with other content it refuses.
 */
export class Once<T> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(private readonly clock: Clock) {}

  /** `key` must hold its scope; `fingerprint` stands for the content that is bound to it. */
  run(key: string, fingerprint: string, operation: () => Promise<Result<T>>): Promise<Result<T>> {
    const known = this.entries.get(key);
    if (known) {
      return known.fingerprint === fingerprint ? known.outcome : Promise.resolve(failure('sign.keyReused'));
    }
    if (this.entries.size >= MAX_ENTRIES && !this.dropOldestSettled()) {
      return Promise.resolve(failure('request.tooMany'));
    }
    const entry: Entry<T> = { fingerprint, outcome: operation(), settled: false };
    this.entries.set(key, entry);
    const settle = (): void => {
      entry.settled = true;
      this.clock.after(KEEP_MS, () => {
        if (this.entries.get(key) === entry) this.entries.delete(key);
      });
    };
    entry.outcome.then(settle, settle);
    return entry.outcome;
  }

  private dropOldestSettled(): boolean {
    for (const [key, entry] of this.entries) {
      if (entry.settled) return this.entries.delete(key);
    }
    return false;
  }
}
