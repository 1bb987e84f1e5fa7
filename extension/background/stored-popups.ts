import * as z from 'zod/mini';
import { isSiteOrigin } from '../origin.js';

/** What chrome.storage.local holds under `popups`: the origins that may open windows because we have set it. */
const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  origins: z.array(z.string().check(z.refine(isSiteOrigin))),
});

/** The origins that we have allowed to open windows; null where what is stored cannot be read. */
export async function readStoredPopups(): Promise<readonly string[] | null> {
  const { popups } = await chrome.storage.local.get('popups');
  if (popups === undefined) return [];
  const stored = storedSchema.safeParse(popups);
  if (!stored.success) console.warn('the sites that may open windows cannot be read', stored.error);
  return stored.data?.origins ?? null;
}

export async function writeStoredPopups(origins: readonly string[]): Promise<void> {
  await chrome.storage.local.set({ popups: { schemaVersion: 1, origins: [...origins] } });
}
