import { get, set, update } from 'idb-keyval';
import * as z from 'zod/mini';
import { fromBase64Url, SECRET_BYTES, toBase64Url } from '../../shared/proof.js';
import type { NewPairing } from './pair.js';

/** In IndexedDB of the extension's origin, which no content script reaches; version 1 had the same name in chrome.storage.local. */
const PAIRING_KEY = 'pairing';
/** Tells the extension's other contexts: IndexedDB has no event of its own. */
const CHANNEL = 'pairing';

const id = z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/));
const paired = {
  state: z.literal('paired'),
  /** In the bridge's list. */
  id,
  /** The bridge's own. */
  bridge: id,
  /** 32 bytes, base64url without padding. */
  secret: z.string().check(z.refine((text) => fromBase64Url(text)?.length === SECRET_BYTES)),
};
/** The bridge said over the paired connection that the pairing is no more. */
const revoked = { state: z.literal('revoked') };
const first = { schemaVersion: z.literal(1) };
const firstSchema = z.discriminatedUnion('state', [
  z.strictObject({ ...first, ...paired }),
  z.strictObject({ ...first, ...revoked }),
]);
const second = { schemaVersion: z.literal(2) };
const schema = z.discriminatedUnion('state', [
  z.strictObject({ ...second, ...paired }),
  z.strictObject({ ...second, ...revoked }),
  /** Kept, so that what a content script puts into version 1's place is never taken for an old pairing. */
  z.strictObject({ ...second, state: z.literal('none') }),
]);
type Stored = z.infer<typeof schema>;

/** The bridge that this browser is connected with, or why it is with none. */
export async function loadPairing(): Promise<
  NewPairing | 'bridge.unpaired' | 'pairing.revoked' | 'pairing.unreadable'
> {
  const stored = await read();
  if (stored === 'unreadable') return 'pairing.unreadable';
  if (stored?.state === 'revoked') return 'pairing.revoked';
  if (stored?.state !== 'paired') return 'bridge.unpaired';
  const bytes = fromBase64Url(stored.secret);
  return bytes ? { id: stored.id, bridge: stored.bridge, secret: bytes } : 'bridge.unpaired';
}

/** Takes the place of a pairing that was there. */
export function storePairing({ id, bridge, secret }: NewPairing): Promise<void> {
  return write({ schemaVersion: 2, state: 'paired', id, bridge, secret: toBase64Url(secret) });
}

export function markRevoked(): Promise<void> {
  return write({ schemaVersion: 2, state: 'revoked' });
}

export function forgetPairing(): Promise<void> {
  return write({ schemaVersion: 2, state: 'none' });
}

/** Calls the listener after each change, whichever of the extension's contexts made it. */
export function onPairingChange(listener: () => void): void {
  new BroadcastChannel(CHANNEL).onmessage = listener;
}

/**
 * Moves what version 1 stored. It is deleted there only when something lies here; whatever is here already stays. Called where
 * the extension is installed or updated, too: from then on nobody's old pairing is believed. Rejects where it cannot be stored.
 */
export async function takeOver(): Promise<void> {
  const old = (await chrome.storage.local.get(PAIRING_KEY))[PAIRING_KEY];
  if ((await get(PAIRING_KEY)) === undefined) {
    const { data } = firstSchema.safeParse(old);
    const moved: Stored = data ? { ...data, schemaVersion: 2 } : { schemaVersion: 2, state: 'none' };
    await update<unknown>(PAIRING_KEY, (held) => held ?? moved);
  }
  if (old !== undefined) await chrome.storage.local.remove(PAIRING_KEY);
}

/** Writes nothing but the first time: on a full disk the browser would lose its pairing. */
async function read(): Promise<Stored | 'unreadable' | undefined> {
  try {
    if ((await get(PAIRING_KEY)) === undefined) await takeOver();
    return schema.safeParse(await get(PAIRING_KEY)).data;
  } catch (error) {
    console.warn('the connection to the bridge cannot be read', error);
    return 'unreadable';
  }
}

async function write(stored: Stored): Promise<void> {
  await set(PAIRING_KEY, stored);
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}
