import { afterSeeing, due, type Reminder } from './due.js';
import { type Expiry, type ExpiryStorage, readExpiry, writeExpiry } from './stored.js';

export interface RemindersOptions {
  readonly storage: ExpiryStorage;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether the browser lets notifications be shown. */
  readonly allowed: () => Promise<boolean>;
  readonly notify: (reminder: Reminder) => Promise<void>;
  /** Has `check` be called each day, or no longer. */
  readonly daily: (on: boolean) => Promise<void>;
}

/** Reminds of the ends of the certificates that were seen, without their tokens. */
export class Reminders {
  readonly #options: RemindersOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: RemindersOptions) {
    this.#options = options;
  }

  /** Keeps the ends of the certificates that the bridge has listed. */
  seen(listed: Parameters<typeof afterSeeing>[1]): Promise<void> {
    return this.#change((stored) => ({ ...stored, certificates: afterSeeing(stored.certificates, listed) }));
  }

  /** Whether reminders are given. */
  async on(): Promise<boolean> {
    const { storage, allowed } = this.#options;
    return (await readExpiry(storage)).on && (await allowed());
  }

  /** Turns reminders on or off; what is due already is told at once. */
  async turn(on: boolean): Promise<void> {
    await this.#change((stored) => ({ ...stored, on }));
    await this.check();
  }

  /** Gives the reminders that are due. */
  async check(): Promise<void> {
    const on = await this.on();
    await this.#options.daily(on);
    if (!on) return;
    await this.#change(async (stored) => {
      const { reminders, known } = due(stored.certificates, this.#options.now());
      for (const reminder of reminders) await this.#options.notify(reminder);
      return { ...stored, certificates: known };
    });
  }

  /** One change after the other: each stands on what the one before has left. */
  #change(change: (stored: Expiry) => Expiry | Promise<Expiry>): Promise<void> {
    const { storage } = this.#options;
    const changed = this.#last.then(async () => {
      const before = await readExpiry(storage);
      const after = await change(before);
      if (JSON.stringify(after) !== JSON.stringify(before)) await writeExpiry(storage, after);
    });
    this.#last = changed.catch(() => undefined);
    return changed;
  }
}
