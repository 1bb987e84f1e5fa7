import type { Reason } from '../../shared/protocol/reasons.js';

const UNCONNECTED: readonly Reason[] = ['bridge.unpaired', 'bridge.impostor', 'pairing.revoked'];

/** Whether connecting the browser mends it. */
export function mendedByConnecting(reason: Reason): boolean {
  return UNCONNECTED.includes(reason);
}

/** The page begins to connect at once where its address ends in this. */
export const CONNECT_HASH = '#connect';

/**
 * Opens the page in a window of its own: a popup closes as soon as the bridge's window takes the focus, and the digits
 * with it.
 */
export async function openPairingPage(connect: boolean): Promise<void> {
  const url = chrome.runtime.getURL(`extension/pairing/index.html${connect ? CONNECT_HASH : ''}`);
  await chrome.windows.create({ url, type: 'popup', width: 480, height: 560 });
}
