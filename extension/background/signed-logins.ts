import * as z from 'zod/mini';

const KEY = 'signedLogins';
const MAX_TABS = 100;
const storedSchema = z.array(z.strictObject({ tab: z.number(), origin: z.string() }));
type Stored = z.infer<typeof storedSchema>;

/**
 * Which tabs have had a login signed, by what their pages were about as they asked. Kept for this run of the browser: the
 * number of a tab says nothing in another one.
 */
export class SignedLogins {
  readonly #storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>) {
    this.#storage = storage;
  }

  add(tab: number, origin: string): Promise<void> {
    return this.#change((kept) => [...without(kept, tab), { tab, origin }].slice(-MAX_TABS));
  }

  /** The portal has refused the tab's login, or the tab goes over to another certificate. */
  remove(tab: number): Promise<void> {
    return this.#change((kept) => without(kept, tab));
  }

  async has(tab: number, origin: string): Promise<boolean> {
    await this.#last;
    return (await this.#read()).some((one) => one.tab === tab && one.origin === origin);
  }

  /** One at a time, or the later would undo the earlier. What cannot be kept is not known later, and stops nobody. */
  #change(change: (kept: Stored) => Stored): Promise<void> {
    const turn = this.#last.then(async () => this.#storage.set({ [KEY]: change(await this.#read()) }));
    const done = turn.catch((error: unknown) => console.warn('the tabs that signed a login cannot be kept', error));
    this.#last = done;
    return done;
  }

  async #read(): Promise<Stored> {
    return storedSchema.safeParse((await this.#storage.get(KEY))[KEY]).data ?? [];
  }
}

function without(kept: Stored, tab: number): Stored {
  return kept.filter((one) => one.tab !== tab);
}
