import * as z from 'zod/mini';
import type { MethodResult, Params } from '../../shared/protocol/index.js';
import { type JournalFinding, type JournalHead, journalHeadSchema } from '../../shared/protocol/journal-verify.js';
import { type Result, success } from '../../shared/protocol/reasons.js';

/** What chrome.storage.local keeps of each bridge's record, by the bridge's id. */
const mirrorSchema = z.strictObject({
  schemaVersion: z.literal(1),
  head: journalHeadSchema,
  /** The record is not the one that this head was the end of. */
  broken: z.boolean(),
});
export type KeptEnd = Pick<z.infer<typeof mirrorSchema>, 'head' | 'broken'>;

interface Storage {
  get(name: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** Asks the bridge that is connected. */
export type Verify = (params: Params<'journal.verify'>) => Promise<Result<MethodResult<'journal.verify'>>>;

/** Where a bridge says that its record ends. */
export interface RecordEnd {
  readonly head: JournalHead;
  /** The end from which it has written on by itself; null where it has read the record anew. */
  readonly after: JournalHead | null;
}

/**
 * Keeps the end of a bridge's record of signatures where the bridge cannot change it. A record that no longer holds
 * what was kept has lost its end or was written anew: then the old head stays, and with it the proof, until the user has
 * looked into it.
 */
export class JournalMirror {
  readonly #storage: Storage;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** What is kept of a bridge's record; null where nothing is. */
  async kept(bridge: string): Promise<KeptEnd | null> {
    const name = nameOf(bridge);
    const stored = mirrorSchema.safeParse((await this.#storage.get(name))[name]);
    return stored.success ? stored.data : null;
  }

  /** The bridge has told where its record ends; what does not follow from what is kept is verified. */
  moved(bridge: string, { head, after }: RecordEnd, verify: Verify): Promise<void> {
    return this.#inTurn(async () => {
      const kept = await this.kept(bridge);
      const follows = !kept || same(kept.head, head) || (after !== null && same(kept.head, after));
      if (follows) await this.#keep(bridge, { head, broken: false });
      else await this.#compare(bridge, kept, verify);
    });
  }

  /** Has the whole record verified, and answers with what was found. */
  verified(bridge: string, verify: Verify): ReturnType<Verify> {
    return this.#inTurn(async () => this.#compare(bridge, await this.kept(bridge), verify));
  }

  /** The user takes the record as it is now: it is compared with this end from now on. */
  accepted(bridge: string, verify: Verify): Promise<Result<void>> {
    return this.#inTurn(async () => {
      const verified = await verify({ mirror: null });
      if (!verified.ok) return verified;
      await this.#keep(bridge, { head: verified.value.head, broken: false });
      return success(undefined);
    });
  }

  async #compare(bridge: string, kept: KeptEnd | null, verify: Verify): ReturnType<Verify> {
    const verified = await verify({ mirror: kept?.head ?? null });
    // Where the bridge cannot say, it is asked again at the next occasion.
    if (!verified.ok) return verified;
    const { findings, head } = verified.value;
    const broken = findings.some(contradicts);
    await this.#keep(bridge, { head: broken && kept ? kept.head : head, broken });
    return verified;
  }

  /** One after the other, so that no older end is kept over a newer one. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(run);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #keep(bridge: string, { head, broken }: KeptEnd): Promise<void> {
    return this.#storage.set({
      [nameOf(bridge)]: { schemaVersion: 1, head, broken } satisfies z.infer<typeof mirrorSchema>,
    });
  }
}

function nameOf(bridge: string): string {
  return `journal:${bridge}`;
}

function same(one: JournalHead, other: JournalHead): boolean {
  return one.seq === other.seq && one.mac === other.mac;
}

/** Whether the record does not hold the entry that the mirror was the head of; damage within is told by the bridge. */
function contradicts({ kind, file }: JournalFinding): boolean {
  return kind === 'cutTail' || (kind === 'rewritten' && file === '');
}
