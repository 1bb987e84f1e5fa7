import { setTimeout as wait } from 'node:timers/promises';

/** Keeps answers back, for tests of what a page does meanwhile. The portal has acted by then. */
export class Gates {
  readonly #slow = new Map<string, number>();
  readonly #held = new Map<string, Set<Promise<void>>>();
  readonly #releases = new Set<() => void>();

  /** From now on the answer to this address takes `ms` longer; 0 ends it. */
  slow(path: string, ms: number): void {
    this.#slow.set(path, ms);
  }

  /** Keeps answers to this address back until the function that it returns is called. */
  hold(path: string): () => void {
    const held = this.#held.get(path) ?? new Set();
    this.#held.set(path, held);
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    held.add(gate);
    const release = (): void => {
      held.delete(gate);
      this.#releases.delete(release);
      open();
    };
    this.#releases.add(release);
    return release;
  }

  async pass(path: string): Promise<void> {
    const ms = this.#slow.get(path) ?? 0;
    if (ms > 0) await wait(ms);
    await Promise.all([...(this.#held.get(path) ?? [])]);
  }

  releaseAll(): void {
    for (const release of this.#releases) release();
  }
}
