import * as z from 'zod/mini';
import type { MethodResult, Params } from '../../shared/protocol/index.js';
import { type JournalFinding, type JournalHead, journalHeadSchema } from '../../shared/protocol/journal-verify.js';
import type { Result } from '../../shared/protocol/reasons.js';

/** What chrome.storage.local keeps of each bridge's record, by the bridge's id. */
const mirrorSchema = z.strictObject({
  schemaVersion: z.literal(1),
  head: journalHeadSchema,
  /** The record is not the one that this head was the end of. */
  broken: z.boolean(),
});

interface Storage {
  get(name: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** Asks the bridge that is connected. */
export type Verify = (params: Params<'journal.verify'>) => Promise<Result<MethodResult<'journal.verify'>>>;

/**
 * Keeps the end of the bridge's record of signatures where the bridge cannot change it. A record that no longer holds
 * what was kept has lost its end or was written anew: then the old head stays, and with it the proof.
 */
export async function mirrorJournal(
  storage: Storage,
  bridge: string,
  head: JournalHead,
  verify: Verify,
): Promise<void> {
  const name = `journal:${bridge}`;
  const stored = mirrorSchema.safeParse((await storage.get(name))[name]);
  if (!stored.success) return keep(storage, name, head, false);
  const { head: mirror } = stored.data;
  if (mirror.seq === head.seq && mirror.mac === head.mac) return;
  const verified = await verify({ mirror });
  // Asked again at the next connection.
  if (!verified.ok) return;
  const broken = verified.value.findings.some(contradicts);
  await keep(storage, name, broken ? mirror : verified.value.head, broken);
}

/** Whether the record does not hold the entry that the mirror was the head of; damage within is told by the bridge. */
function contradicts({ kind, file }: JournalFinding): boolean {
  return kind === 'cutTail' || (kind === 'rewritten' && file === '');
}

function keep(storage: Storage, name: string, head: JournalHead, broken: boolean): Promise<void> {
  return storage.set({ [name]: { schemaVersion: 1, head, broken } satisfies z.infer<typeof mirrorSchema> });
}
