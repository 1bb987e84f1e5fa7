import { fromBase64Url } from '../../shared/proof.js';
import { BRIDGE_PORTS } from '../../shared/protocol/ports.js';
import type { Pairing } from './handshake.js';
import { presetSchema } from './preset.js';

export interface Setup {
  /** Origins that the package itself enables: the preset build's. */
  readonly sites: ReadonlySet<string>;
  readonly ports: readonly number[];
  /** The preset's; null in the product, where the user connects the browser. */
  readonly pairing: Pairing | null;
}

/** How this browser reaches its bridge; nothing is enabled or paired where that cannot be read. */
export async function loadSetup(): Promise<Setup> {
  const unpaired = { sites: new Set<string>(), ports: BRIDGE_PORTS, pairing: null };
  if (!__PRESET__) return unpaired;
  try {
    return await readPreset();
  } catch (error) {
    console.warn('the settings cannot be read', error);
    return unpaired;
  }
}

async function readPreset(): Promise<Setup> {
  const response = await fetch(chrome.runtime.getURL('preset.json'));
  const { sites, ports, pairing } = presetSchema.parse(await response.json());
  const secret = pairing && fromBase64Url(pairing.secret);
  return { sites: new Set(sites), ports, pairing: pairing && secret ? { bridge: pairing.bridge, secret } : null };
}
