import { readFileSync } from 'node:fs';

/** The system's tables of TCP connections, and 127.0.0.1 as each puts it: a client may use an IPv6 socket for an IPv4 address. */
const TABLES = [
  ['/proc/net/tcp', '0100007F'],
  ['/proc/net/tcp6', '0000000000000000FFFF00000100007F'],
] as const;
const [LOCAL_COLUMN, REMOTE_COLUMN, UID_COLUMN, INODE_COLUMN] = [1, 2, 7, 9];

/** A client's end of a connection. */
export interface ClientEnd {
  /** Id of the user that its process runs as. */
  readonly uid: string;
  /** Number of its socket, by which its process is found. */
  readonly inode: string;
}

/**
 * The client's end of a connection on 127.0.0.1, by its port there and ours (proc(5), /proc/net/tcp); null where the
 * system does not tell, which is so on any but Linux.
 */
export function clientEnd(clientPort: number, serverPort: number): ClientEnd | null {
  const end = (address: string, port: number): string =>
    `${address}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  // Each table takes the system milliseconds, and the first nearly always has it.
  for (const [table, address] of TABLES) {
    const row = rows(table).find(
      (one) => one[LOCAL_COLUMN] === end(address, clientPort) && one[REMOTE_COLUMN] === end(address, serverPort),
    );
    const [uid, inode] = [row?.[UID_COLUMN], row?.[INODE_COLUMN]];
    if (uid !== undefined && inode !== undefined) return { uid, inode };
  }
  return null;
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
