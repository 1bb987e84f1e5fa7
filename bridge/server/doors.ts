import type { IncomingMessage } from 'node:http';
import { PAIRING_SUBPROTOCOL } from '../../shared/pairing.js';
import { PROOF_SUBPROTOCOL } from '../../shared/proof.js';

const EXTENSION_ORIGIN = 'chrome-extension://';

/** What an upgrade request that may go on wants: to prove a pairing, or to make one. */
export interface Admitted {
  /** The extension's id. */
  readonly extension: string;
  readonly subprotocol: typeof PROOF_SUBPROTOCOL | typeof PAIRING_SUBPROTOCOL;
}

/**
 * Whether an upgrade request may go on, else null: Host is exactly our address, Origin one of the known extensions, and
 * the path and subprotocol are the frozen ones, that of the pairing only while `pairing`. Only a filter: the id is
 * public, identity is the pairing.
 */
export function admitted(
  request: Pick<IncomingMessage, 'url' | 'headersDistinct'>,
  door: { readonly port: number; readonly extensions: readonly string[]; readonly pairing: boolean },
): Admitted | null {
  const { host, origin, 'sec-websocket-protocol': subprotocols } = request.headersDistinct;
  if (request.url !== '/' || host?.length !== 1 || host[0] !== `127.0.0.1:${door.port}`) return null;
  const known = door.pairing ? ([PROOF_SUBPROTOCOL, PAIRING_SUBPROTOCOL] as const) : ([PROOF_SUBPROTOCOL] as const);
  const subprotocol = subprotocols?.length === 1 ? known.find((one) => one === subprotocols[0]) : undefined;
  if (!subprotocol || origin?.length !== 1 || !origin[0]?.startsWith(EXTENSION_ORIGIN)) return null;
  const extension = origin[0].slice(EXTENSION_ORIGIN.length);
  return door.extensions.includes(extension) ? { extension, subprotocol } : null;
}
