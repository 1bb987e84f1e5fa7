import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { peerOwner } from './peer-owner.js';

let server: Server;
let port: number;
beforeEach(async () => {
  server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as { port: number }).port;
});
afterEach(() => server.close());

/** What is said of a client that connects to that address, as that user. */
async function ownerOf(address: string, uid?: number): Promise<string> {
  const program = `require('net').connect(${port}, '${address}').on('data', () => process.exit())`;
  const child = spawn(process.execPath, ['-e', program], { cwd: '/', ...(uid === undefined ? {} : { uid, gid: uid }) });
  const [socket] = (await once(server, 'connection')) as [Socket];
  const owner = peerOwner(socket.remotePort ?? 0, port);
  socket.end('x');
  await once(child, 'exit');
  return owner;
}

it.each(['127.0.0.1', '::ffff:127.0.0.1'])('a client of the same user is known as such: %s', async (address) => {
  expect(await ownerOf(address)).toBe('same');
});

const root = process.getuid?.() === 0;

it.skipIf(!root)(`a client of another user is known as such${root ? '' : ': takes root'}`, async () => {
  expect(await ownerOf('127.0.0.1', 65_534)).toBe('other');
});

it('a connection that does not exist is nobody’s', () => {
  expect(peerOwner(1, port)).toBe('unknown');
});
