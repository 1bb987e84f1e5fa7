import * as z from 'zod/mini';
import { FIRST_LOGIN_PARTS, type FirstLoginPart } from '../../shared/text/start.js';

const KEY = 'firstLogin';
const MAX_KEPT = 50;
const storedSchema = z.array(z.strictObject({ origin: z.string(), part: z.enum(FIRST_LOGIN_PARTS) }));

/** Which parts of a first login the portal's pages have shown to be done, in this run of the browser. */
export class FirstLogin {
  readonly #storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>) {
    this.#storage = storage;
  }

  /** Keeps those that are shown now, and answers with all that were. */
  seen(origin: string, now: ReadonlySet<FirstLoginPart>): Promise<readonly FirstLoginPart[]> {
    return this.#inTurn(async () => {
      const kept = await this.#read();
      const had = kept.filter((one) => one.origin === origin).map(({ part }) => part);
      const fresh = [...now].filter((part) => !had.includes(part)).map((part) => ({ origin, part }));
      if (fresh.length > 0) await this.#storage.set({ [KEY]: [...kept, ...fresh].slice(-MAX_KEPT) });
      return [...had, ...fresh.map(({ part }) => part)];
    });
  }

  /** A certificate has logged in: what comes next is another company's first login. */
  ended(origin: string): Promise<void> {
    return this.#inTurn(async () => {
      const kept = await this.#read();
      const rest = kept.filter((one) => one.origin !== origin);
      if (rest.length < kept.length) await this.#storage.set({ [KEY]: rest });
    });
  }

  /** One at a time: the later would undo the earlier. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(run, run);
    this.#last = turn;
    return turn;
  }

  async #read() {
    return storedSchema.safeParse((await this.#storage.get(KEY))[KEY]).data ?? [];
  }
}
