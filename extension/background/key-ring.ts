import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { type KnownKey, readKeys, storedKeys, withSeen } from '../keys/stored.js';

/** Every certificate that was ever seen, with the name that the user gave it. */
export class KeyRing {
  readonly #storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();

  /** `now` tells milliseconds since the epoch. */
  constructor(storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** These are there now, and no others. */
  seen(certificates: readonly Certificate[]): Promise<void> {
    return this.#change((keys) => withSeen(keys, certificates, this.#now()));
  }

  /** An empty name takes the one that it has away. */
  rename(id: string, nickname: string): Promise<void> {
    return this.#change((keys) => keys.map((key) => (key.id === id ? { ...key, nickname } : key)));
  }

  /** Forgets one that is not there now. */
  forget(id: string): Promise<void> {
    return this.#change((keys) => keys.filter((key) => key.id !== id || key.present));
  }

  /** One change at a time: two at once would lose one. */
  #change(change: (keys: readonly KnownKey[]) => readonly KnownKey[]): Promise<void> {
    const run = async (): Promise<void> => {
      const keys = readKeys((await this.#storage.get('keys')).keys);
      await this.#storage.set({ keys: storedKeys(change(keys)) });
    };
    const turn = this.#last.then(run, run);
    this.#last = turn;
    return turn;
  }
}
