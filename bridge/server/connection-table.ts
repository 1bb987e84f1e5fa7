import { readFileSync } from 'node:fs';

/** The system's tables of TCP connections, and 127.0.0.1 as each puts it: a client may use an IPv6 socket for an IPv4 address. */
const TABLES = [
  ['/proc/net/tcp', '0100007F'],
  ['/proc/net/tcp6', '0000000000000000FFFF00000100007F'],
] as const;
const [LOCAL_COLUMN, REMOTE_COLUMN, STATE_COLUMN, UID_COLUMN, INODE_COLUMN] = [1, 2, 3, 7, 9];
const LISTEN = '0A';
/** Any address, which a listener on 127.0.0.1 may name instead. */
const ANY = /^0+$/;

/** One end of a connection, or what listens for some. */
export interface SocketEnd {
  /** Id of the user that its process runs as. */
  readonly uid: string;
  /** Number of its socket, by which its process is found. */
  readonly inode: string;
}

/**
 * The client's end of a connection on 127.0.0.1, by its port there and ours (proc(5), /proc/net/tcp); null where the
 * system does not tell, which is so on any but Linux.
 */
export function clientEnd(clientPort: number, serverPort: number): SocketEnd | null {
  // Each table takes the system milliseconds, and the first nearly always has it.
  for (const [table, address] of TABLES) {
    const found = endIn(
      table,
      (row) => row[LOCAL_COLUMN] === end(address, clientPort) && row[REMOTE_COLUMN] === end(address, serverPort),
    );
    if (found) return found;
  }
  return null;
}

/** What listens on that port of 127.0.0.1; null where the system does not tell. */
export function listeningEnd(port: number): SocketEnd | null {
  for (const [table, address] of TABLES) {
    const found = endIn(table, (row) => {
      const [host, hex] = row[LOCAL_COLUMN]?.split(':') ?? [];
      const isHere = host === address || (host !== undefined && ANY.test(host));
      return row[STATE_COLUMN] === LISTEN && isHere && hex === portHex(port);
    });
    if (found) return found;
  }
  return null;
}

function end(address: string, port: number): string {
  return `${address}:${portHex(port)}`;
}

function portHex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

function endIn(table: string, isWanted: (row: readonly string[]) => boolean): SocketEnd | null {
  const row = rows(table).find(isWanted);
  const [uid, inode] = [row?.[UID_COLUMN], row?.[INODE_COLUMN]];
  return uid !== undefined && inode !== undefined ? { uid, inode } : null;
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
