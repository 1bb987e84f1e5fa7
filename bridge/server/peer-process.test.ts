import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listeningProcess, peerProcess } from './peer-process.js';

const server = createServer();
let port: number;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

async function accepted(): Promise<Socket> {
  const [socket] = (await once(server, 'connection')) as [Socket];
  return socket;
}

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  it('names program and user of another process', async () => {
    const next = accepted();
    const program = `require('node:net').connect(${port}, '127.0.0.1')`;
    const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
    try {
      const socket = await next;
      expect(await peerProcess(socket.remotePort ?? 0, port)).toEqual({
        program: realpathSync(process.execPath),
        user: userInfo().username,
      });
      socket.destroy();
    } finally {
      child.kill();
    }
  });

  it.each(['127.0.0.1', '0.0.0.0', '::'])('names the program that listens on %s', async (host) => {
    const program = `require('node:net').createServer().listen(0, '${host}', function () { console.log(this.address().port) })`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [said] = (await once(child.stdout, 'data')) as [Buffer];
      expect(await listeningProcess(Number(said))).toEqual({
        program: realpathSync(process.execPath),
        user: userInfo().username,
      });
    } finally {
      child.kill();
    }
  });

  it('names nobody where nobody listens, though somebody is connected there', async () => {
    const next = accepted();
    const client = connect(port, '127.0.0.1');
    const socket = await next;
    expect(await listeningProcess(socket.remotePort ?? 0)).toEqual({ program: null, user: null });
    client.destroy();
    socket.destroy();
  });

  it('knows nothing of a connection that is not there', async () => {
    const next = accepted();
    const client = connect(port, '127.0.0.1');
    const socket = await next;
    const { remotePort = 0 } = socket;
    expect(await peerProcess(remotePort, port + 1)).toEqual({ program: null, user: null });
    client.destroy();
    socket.destroy();
  });
});
