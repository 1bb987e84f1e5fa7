import type { Result } from '../../shared/protocol/reasons.js';
import { success } from '../../shared/protocol/reasons.js';

interface Waiting<Item, Receipt> {
  readonly item: Item;
  resolve(outcome: Result<Receipt>): void;
}

/** Group commit: what comes while the disk is busy is written together, in the order in which it came. */
export class CommitQueue<Item, Receipt> {
  private waiting: Waiting<Item, Receipt>[] = [];
  private running = false;

  /** `commit` answers a receipt for each item of its batch, or fails for all of them. It may not throw. */
  constructor(private readonly commit: (batch: readonly Item[]) => Promise<Result<readonly Receipt[]>>) {}

  /** Resolves when the item is on disk, or cannot be. */
  add(item: Item): Promise<Result<Receipt>> {
    return new Promise((resolve) => {
      this.waiting.push({ item, resolve });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Lets those join that ask in this very moment.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      const outcome = await this.commit(batch.map(({ item }) => item));
      for (const [place, { resolve }] of batch.entries()) {
        resolve(outcome.ok ? success(outcome.value[place] as Receipt) : outcome);
      }
    }
    this.running = false;
  }
}
