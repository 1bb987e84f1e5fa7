import * as z from 'zod/mini';
import { fromBase64Url } from '../../shared/proof.js';
import { BRIDGE_PORTS } from '../../shared/protocol/ports.js';
import type { Pairing } from './handshake.js';
import { isSiteOrigin, presetSchema } from './preset.js';

export interface Setup {
  /** Enabled origins. */
  readonly sites: ReadonlySet<string>;
  readonly ports: readonly number[];
  readonly pairing: Pairing | null;
}

/** What chrome.storage.local holds. */
const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  sites: z.array(z.string().check(z.refine(isSiteOrigin))),
});

/** What the user has set up; nothing is enabled or paired where that cannot be read. */
export async function loadSetup(): Promise<Setup> {
  try {
    return await (__PRESET__ ? readPreset() : readStorage());
  } catch (error) {
    console.warn('the settings cannot be read', error);
    return { sites: new Set(), ports: BRIDGE_PORTS, pairing: null };
  }
}

async function readStorage(): Promise<Setup> {
  const { setup } = await chrome.storage.local.get('setup');
  const stored = storedSchema.safeParse(setup);
  return { sites: new Set(stored.success ? stored.data.sites : []), ports: BRIDGE_PORTS, pairing: null };
}

async function readPreset(): Promise<Setup> {
  const response = await fetch(chrome.runtime.getURL('preset.json'));
  const { sites, ports, pairing } = presetSchema.parse(await response.json());
  const secret = fromBase64Url(pairing.secret);
  return { sites: new Set(sites), ports, pairing: secret && { bridge: pairing.bridge, secret } };
}
