import * as z from 'zod/mini';
import { isSiteOrigin } from '../origin.js';

const origins = z.array(z.string().check(z.refine(isSiteOrigin)));

/** What chrome.storage.local holds under `sites`: the origins that the user enabled, in that order. */
const storedSchema = z.strictObject({ schemaVersion: z.literal(2), origins });
/** Version 1 was under `setup`. */
const firstSchema = z.strictObject({ schemaVersion: z.literal(1), sites: origins });

/** The origins that the user enabled; none where that cannot be read. */
export async function readStoredSites(): Promise<readonly string[]> {
  try {
    const { sites, setup } = await chrome.storage.local.get(['sites', 'setup']);
    if (sites === undefined) return firstSchema.safeParse(setup).data?.sites ?? [];
    return storedSchema.parse(sites).origins;
  } catch (error) {
    console.warn('the enabled sites cannot be read', error);
    return [];
  }
}

export async function writeStoredSites(sites: readonly string[]): Promise<void> {
  await chrome.storage.local.set({ sites: { schemaVersion: 2, origins: [...sites] } });
}
