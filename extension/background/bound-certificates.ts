import { type BoundKey, readBound, storedBound } from '../keys/bound.js';

const MAX_KEPT = 200;

/** Which certificates are bound to which portal, by their login or by its word. */
export class BoundCertificates {
  readonly #storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>) {
    this.#storage = storage;
  }

  /** Ids of the certificates that were seen to be bound to that origin's portal. */
  async of(origin: string): Promise<readonly string[]> {
    return (await this.#read()).filter((one) => one.origin === origin).map(({ certificate }) => certificate);
  }

  /** It was seen to log in, or else the portal's page says that it is bound. */
  add(origin: string, certificate: string, seen: 'login' | 'page'): Promise<void> {
    return this.#change((kept) => withBound(kept, { origin, certificate }, seen));
  }

  /** The portal says that it is not, or no more. */
  remove(origin: string, certificate: string): Promise<void> {
    return this.#change((kept) => kept.filter((one) => one.origin !== origin || one.certificate !== certificate));
  }

  /** The user has had the certificate forgotten. */
  forget(certificate: string): Promise<void> {
    return this.#change((kept) => kept.filter((one) => one.certificate !== certificate));
  }

  /** Of sites that are enabled no more nothing is kept. */
  keepOnly(origins: ReadonlySet<string>): Promise<void> {
    return this.#change((kept) => kept.filter(({ origin }) => origins.has(origin)));
  }

  /** One at a time: two at once would lose one. */
  #change(change: (kept: readonly BoundKey[]) => readonly BoundKey[]): Promise<void> {
    const run = async (): Promise<void> => {
      const kept = await this.#read();
      const bound = change(kept);
      if (bound !== kept && bound.length + kept.length > 0) await this.#storage.set({ bound: storedBound(bound) });
    };
    const turn = this.#last.then(run, run);
    this.#last = turn;
    return turn;
  }

  async #read(): Promise<readonly BoundKey[]> {
    return readBound((await this.#storage.get('bound')).bound);
  }
}

function withBound(
  kept: readonly BoundKey[],
  { origin, certificate }: Pick<BoundKey, 'origin' | 'certificate'>,
  seen: 'login' | 'page',
): readonly BoundKey[] {
  const known = kept.find((one) => one.origin === origin && one.certificate === certificate);
  if (known && (known.loggedIn !== false || seen === 'page')) return kept;
  const fresh = { origin, certificate, ...(seen === 'page' && { loggedIn: false as const }) };
  return [...kept.filter((one) => one !== known), fresh].slice(-MAX_KEPT);
}
