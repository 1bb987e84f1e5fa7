import type { Caller } from '../../shared/protocol/envelope.js';
import { type Hop, hopSchema } from '../messages/hops-list.js';

export const MAX_HOPS = 500;
const KEY = 'hops';
/** What the death of the service worker may lose at most. */
const MIRROR_MS = 1_000;

interface Storage {
  get(name: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** Whose hop it is. */
export function placeOf(caller: Caller | undefined): Pick<Hop, 'tab' | 'frame' | 'origin'> {
  return { tab: caller?.tab ?? null, frame: caller?.frame ?? null, origin: caller?.origin ?? null };
}

/**
 * The last hops of messages, for engineers: who, what, when, how large, how it ended, and never what was said. Kept in
 * memory and, for this run of the browser, in its session storage; never on disk.
 */
export class HopLog {
  readonly #storage: Storage;
  /** What earlier service workers have seen; put in front once it is read. */
  readonly #earlier: Promise<void>;
  #hops: Hop[] = [];
  #mirror: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#earlier = this.#read();
  }

  add(hop: Hop): void {
    this.#hops.push(hop);
    if (this.#hops.length > MAX_HOPS) this.#hops.shift();
    this.#mirror ??= setTimeout(() => void this.#write(), MIRROR_MS);
  }

  /** Oldest first. */
  async list(): Promise<readonly Hop[]> {
    await this.#earlier;
    return [...this.#hops];
  }

  async clear(): Promise<void> {
    await this.#earlier;
    this.#hops = [];
    await this.#write();
  }

  async #read(): Promise<void> {
    try {
      const kept: unknown = (await this.#storage.get(KEY))[KEY];
      const hops = Array.isArray(kept) ? kept.flatMap((hop) => hopSchema.safeParse(hop).data ?? []) : [];
      this.#hops = [...hops, ...this.#hops].slice(-MAX_HOPS);
    } catch (error) {
      console.warn('earlier hops cannot be read', error);
    }
  }

  async #write(): Promise<void> {
    clearTimeout(this.#mirror);
    this.#mirror = undefined;
    try {
      await this.#earlier;
      await this.#storage.set({ [KEY]: this.#hops });
    } catch (error) {
      console.warn('the hops cannot be kept', error);
    }
  }
}
