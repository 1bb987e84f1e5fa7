const EVERY_MS = 1_000;

/** Handles the newest of what comes, once a second at most: a page that opens a thousand windows costs no more than one. */
export class Latest<T> {
  readonly #handle: (value: T) => Promise<void>;
  #waiting: { readonly value: T } | null = null;
  #busy = false;

  constructor(handle: (value: T) => Promise<void>) {
    this.#handle = handle;
  }

  set(value: T): void {
    this.#waiting = { value };
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#waiting) {
      const { value } = this.#waiting;
      this.#waiting = null;
      await this.#handle(value).catch((error: unknown) => console.warn('a window cannot be reported', error));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    this.#busy = false;
  }
}
