import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { parseJson } from '../../shared/json.js';
import { makePrivateFolder } from '../config/private-file.js';
import type { Diagnosis } from '../environment/diagnosis.js';
import type { PairingBook } from '../pairing/book.js';
import type { PairingDesk } from '../pairing/desk.js';
import type { Log } from '../ports.js';
import { shortName } from './endpoint.js';
import { CONTROL_SOCKET, type ControlReply, controlFolder, controlRequest } from './messages.js';

/** Of a request, in UTF-16 code units. */
const MAX_LINE = 1_000;
/** Commands at a time; one that connects a browser lasts two minutes. */
const MAX_CLIENTS = 16;

export interface ControlParts {
  readonly home: string;
  readonly book: Pick<PairingBook, 'list' | 'rename' | 'revoke'>;
  readonly desk: Pick<PairingDesk, 'open'>;
  readonly diagnose: () => Promise<Diagnosis>;
  readonly log: Log;
}

export interface ControlServer {
  close(): Promise<void>;
}

/**
 * Lets this user's own programs ask the running bridge, the only one of its home folder, by a socket in a folder that only
 * the user can enter. Null where the folder cannot be written, and on Windows: then the bridge serves its browsers all
 * the same.
 */
export async function startControl(parts: ControlParts): Promise<ControlServer | null> {
  if (process.platform === 'win32') return null;
  try {
    return await listenAt(parts);
  } catch (error) {
    parts.log.event('control.failed', { error: (error as NodeJS.ErrnoException).code ?? 'unknown' });
    return null;
  }
}

async function listenAt(parts: ControlParts): Promise<ControlServer> {
  const folder = controlFolder(parts.home);
  makePrivateFolder(folder);
  // Left behind by a bridge that was killed.
  rmSync(join(folder, CONTROL_SOCKET), { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever asks may leave at any time; `close` says so.
    socket.on('error', () => socket.destroy());
    serve(socket, parts);
  });
  server.maxConnections = MAX_CLIENTS;
  // Kept until the end, when the socket is taken away by the same name.
  const short = shortName(folder);
  await listen(server, join(short.name, CONTROL_SOCKET));
  chmodSync(join(folder, CONTROL_SOCKET), 0o600);
  return {
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          short.release();
          resolve();
        });
      });
    },
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function serve(socket: Socket, parts: ControlParts): void {
  let read: string | null = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    if (read === null) return;
    read += text;
    const end = read.indexOf('\n');
    if (end < 0 && read.length <= MAX_LINE) return;
    const line = read.slice(0, Math.max(end, 0));
    read = null;
    void answer(line, socket, parts).finally(() => socket.end());
  });
}

async function answer(line: string, socket: Socket, { book, desk, diagnose }: ControlParts): Promise<void> {
  const say = (reply: ControlReply): void => {
    if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
  };
  const request = controlRequest.safeParse(line.length <= MAX_LINE ? parseJson(line) : null);
  if (!request.success) return say({ say: 'failed', reason: 'request.invalid' });
  const wish = request.data;
  if (wish.do === 'list') return say({ say: 'pairings', pairings: book.list() });
  if (wish.do === 'diagnose') return say({ say: 'diagnosis', diagnosis: await diagnose() });
  if (wish.do === 'pair') {
    const left = new AbortController();
    socket.on('close', () => left.abort());
    const paired = await desk.open(left.signal, {
      opened: () => say({ say: 'opened' }),
      asked: (program) => say({ say: 'asked', program }),
    });
    return say(paired.ok ? { say: 'paired', name: paired.value.name } : { say: 'failed', reason: paired.reason });
  }
  const changed = wish.do === 'rename' ? book.rename(wish.id, wish.name) : book.revoke(wish.id);
  say(changed.ok ? { say: 'done' } : { say: 'failed', reason: changed.reason });
}
