import type { IncomingMessage } from 'node:http';
import { PROOF_SUBPROTOCOL } from '../../shared/proof.js';

const EXTENSION_ORIGIN = 'chrome-extension://';

/**
 * The extension's id when an upgrade request may go on to the proof, else null: Host is exactly our
 * address, Origin one of the known extensions, and the path and subprotocol are the frozen ones.
 * Only a filter: the id is public, identity is the pairing.
 */
export function admittedExtension(
  request: Pick<IncomingMessage, 'url' | 'headersDistinct'>,
  port: number,
  extensions: readonly string[],
): string | null {
  const { host, origin, 'sec-websocket-protocol': subprotocol } = request.headersDistinct;
  if (request.url !== '/' || host?.length !== 1 || host[0] !== `127.0.0.1:${port}`) return null;
  if (subprotocol?.length !== 1 || subprotocol[0] !== PROOF_SUBPROTOCOL) return null;
  if (origin?.length !== 1 || !origin[0]?.startsWith(EXTENSION_ORIGIN)) return null;
  const id = origin[0].slice(EXTENSION_ORIGIN.length);
  return extensions.includes(id) ? id : null;
}
