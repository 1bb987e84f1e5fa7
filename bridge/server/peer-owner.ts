import { readFileSync } from 'node:fs';
import type { PeerOwner } from '../ports.js';

/** The system's tables of TCP connections: a client may use an IPv6 socket for an IPv4 address. */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LOOPBACK = '0100007F';
const MAPPED_LOOPBACK = '0000000000000000FFFF00000100007F';
const [LOCAL_COLUMN, REMOTE_COLUMN, UID_COLUMN] = [1, 2, 7];

/**
 * Whose process is at the other end of a connection on 127.0.0.1, by its port there and ours (proc(5), /proc/net/tcp).
 * `unknown` where the system does not tell, which is so on any but Linux.
 */
export function peerOwner(clientPort: number, serverPort: number): PeerOwner {
  const own = process.getuid?.();
  if (own === undefined) return 'unknown';
  const end = (address: string, port: number): string =>
    `${address}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const row of TABLES.flatMap(rows)) {
    const matches = [LOOPBACK, MAPPED_LOOPBACK].some(
      (address) => row[LOCAL_COLUMN] === end(address, clientPort) && row[REMOTE_COLUMN] === end(address, serverPort),
    );
    if (matches) return Number(row[UID_COLUMN]) === own ? 'same' : 'other';
  }
  return 'unknown';
}

function rows(table: string): string[][] {
  try {
    const [, ...lines] = readFileSync(table, 'latin1').trimEnd().split('\n');
    return lines.map((line) => line.trim().split(/\s+/));
  } catch {
    // No such system, or it hides its tables: then nothing is known.
    return [];
  }
}
