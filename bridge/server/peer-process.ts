import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Peer } from '../ports.js';
import { clientEnd, listeningEnd, type SocketEnd } from './connection-table.js';

/**
 * The process at the other end of a connection on 127.0.0.1, by its port there and ours (proc(5)). What another user's
 * process runs is seen by root alone.
 */
export async function peerProcess(clientPort: number, serverPort: number): Promise<Peer> {
  return processOf(clientEnd(clientPort, serverPort));
}

/** The process that listens on that port of 127.0.0.1. */
export async function listeningProcess(port: number): Promise<Peer> {
  return processOf(listeningEnd(port));
}

async function processOf(end: SocketEnd | null): Promise<Peer> {
  if (!end) return { program: null, user: null };
  return { program: await programOf(end.inode), user: await userName(end.uid) };
}

async function programOf(inode: string): Promise<string | null> {
  for (const pid of (await list('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of await list(`/proc/${pid}/fd`)) {
      if ((await link(`/proc/${pid}/fd/${descriptor}`)) === `socket:[${inode}]`) return link(`/proc/${pid}/exe`);
    }
  }
  return null;
}

async function userName(uid: string): Promise<string> {
  const entries = ((await read('/etc/passwd')) ?? '').split('\n').map((line) => line.split(':'));
  return entries.find(([, , id]) => id === uid)?.[0] ?? uid;
}

/** Processes come and go, and those of others are shut: whatever cannot be read is not there. */
async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function link(path: string): Promise<string | null> {
  return readlink(path).catch(() => null);
}

async function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
