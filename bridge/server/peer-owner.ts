import type { PeerOwner } from '../ports.js';
import { clientEnd } from './connection-table.js';

/**
 * Whose process is at the other end of a connection on 127.0.0.1, by its port there and ours. `unknown` where the system
 * does not tell, which is so on any but Linux.
 */
export function peerOwner(clientPort: number, serverPort: number): PeerOwner {
  const own = process.getuid?.();
  const end = own === undefined ? null : clientEnd(clientPort, serverPort);
  if (!end) return 'unknown';
  return Number(end.uid) === own ? 'same' : 'other';
}
