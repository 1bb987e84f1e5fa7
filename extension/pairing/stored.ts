import * as z from 'zod/mini';
import { fromBase64Url, SECRET_BYTES, toBase64Url } from '../../shared/proof.js';
import type { NewPairing } from './pair.js';

/** The name in chrome.storage.local. */
export const PAIRING_KEY = 'pairing';

const id = z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/));
const schema = z.discriminatedUnion('state', [
  z.strictObject({
    schemaVersion: z.literal(1),
    state: z.literal('paired'),
    /** In the bridge's list. */
    id,
    /** The bridge's own. */
    bridge: id,
    secret: z.string().check(z.refine((text) => fromBase64Url(text)?.length === SECRET_BYTES)),
  }),
  /** The bridge said over the paired connection that the pairing is no more. */
  z.strictObject({ schemaVersion: z.literal(1), state: z.literal('revoked') }),
]);

/** The bridge that this browser is connected with, or why it is with none. */
export async function loadPairing(): Promise<NewPairing | 'bridge.unpaired' | 'pairing.revoked'> {
  const stored = schema.safeParse((await chrome.storage.local.get(PAIRING_KEY))[PAIRING_KEY]);
  if (!stored.success) return 'bridge.unpaired';
  if (stored.data.state === 'revoked') return 'pairing.revoked';
  const { id, bridge, secret } = stored.data;
  const bytes = fromBase64Url(secret);
  return bytes ? { id, bridge, secret: bytes } : 'bridge.unpaired';
}

/** Takes the place of a pairing that was there. */
export function storePairing({ id, bridge, secret }: NewPairing): Promise<void> {
  const stored: z.infer<typeof schema> = { schemaVersion: 1, state: 'paired', id, bridge, secret: toBase64Url(secret) };
  return chrome.storage.local.set({ [PAIRING_KEY]: stored });
}

export function markRevoked(): Promise<void> {
  const stored: z.infer<typeof schema> = { schemaVersion: 1, state: 'revoked' };
  return chrome.storage.local.set({ [PAIRING_KEY]: stored });
}

export function forgetPairing(): Promise<void> {
  return chrome.storage.local.remove(PAIRING_KEY);
}
