import { type BoundKey, readBound, storedBound } from '../keys/bound.js';

const MAX_KEPT = 200;

/** Which certificates are bound to which portal, by their login or by its word. */
export class BoundCertificates {
  readonly #storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>;

  constructor(storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>) {
    this.#storage = storage;
  }

  /** Ids of the certificates that were seen to be bound to that origin's portal. */
  async of(origin: string): Promise<readonly string[]> {
    return (await this.#read()).filter((one) => one.origin === origin).map(({ certificate }) => certificate);
  }

  /** It was seen to log in, or else the portal's page says that it is bound. */
  async add(origin: string, certificate: string, seen: 'login' | 'page'): Promise<void> {
    const kept = await this.#read();
    const known = kept.find((one) => one.origin === origin && one.certificate === certificate);
    if (known && (known.loggedIn !== false || seen === 'page')) return;
    const others = kept.filter((one) => one !== known);
    const bound = [...others, { origin, certificate, ...(seen === 'page' && { loggedIn: false as const }) }].slice(
      -MAX_KEPT,
    );
    await this.#storage.set({ bound: storedBound(bound) });
  }

  /** The portal says that it is not, or no more. */
  async remove(origin: string, certificate: string): Promise<void> {
    const kept = await this.#read();
    const bound = kept.filter((one) => one.origin !== origin || one.certificate !== certificate);
    if (bound.length < kept.length) await this.#storage.set({ bound: storedBound(bound) });
  }

  async #read(): Promise<readonly BoundKey[]> {
    return readBound((await this.#storage.get('bound')).bound);
  }
}
