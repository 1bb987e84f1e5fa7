import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { PAIRING_SUBPROTOCOL } from '../../shared/pairing.js';
import { PROOF_SUBPROTOCOL } from '../../shared/proof.js';
import { EXTENSION, ServerUnderTest } from '../../test/support/server-under-test.js';
import { PortsTakenError, startServer } from './server.js';

const OTHER_EXTENSION = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const test = new ServerUnderTest();

/** Everything a stranger gets to read for a request with these headers. */
function knock(headers: Record<string, string>, path = '/'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(test.server.port, '127.0.0.1', () => {
      const all = {
        Host: `127.0.0.1:${test.server.port}`,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        'Sec-WebSocket-Protocol': PROOF_SUBPROTOCOL,
        Origin: `chrome-extension://${EXTENSION}`,
        ...headers,
      };
      const lines = Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]));
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    });
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (text.startsWith('HTTP/1.1 101')) socket.destroy();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

const BARE = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

describe('the doors', () => {
  it('open for the known extension on the exact address', async () => {
    expect(await knock({})).toMatch(/^HTTP\/1\.1 101 /);
  });

  it.each<[string, Record<string, string>, string?]>([
    ['a rebound host name', { Host: 'evil.example' }],
    ['no host', { Host: '' }],
    ['another port', { Host: '127.0.0.1:1' }],
    ['no origin', { Origin: '' }],
    ['a page', { Origin: 'https://portal.test' }],
    ['an opaque origin', { Origin: 'null' }],
    ['another extension', { Origin: `chrome-extension://${OTHER_EXTENSION}` }],
    ['an origin that only begins right', { Origin: `chrome-extension://${EXTENSION}.evil` }],
    ['no subprotocol', { 'Sec-WebSocket-Protocol': '' }],
    ['another subprotocol', { 'Sec-WebSocket-Protocol': 'chat' }],
    ['a pairing that the user has not opened', { 'Sec-WebSocket-Protocol': PAIRING_SUBPROTOCOL }],
    ['another path', {}, '/json/version'],
    ['a plain request', { Connection: 'close', Upgrade: '' }],
    ['an expectation', { Expect: '100-continue', Connection: 'close', Upgrade: '' }],
    ['another expectation', { Expect: 'more', Connection: 'close', Upgrade: '' }],
    ['a key that is none', { 'Sec-WebSocket-Key': 'x' }],
    ['another version', { 'Sec-WebSocket-Version': '12' }],
  ])('are shut for %s, with nothing that names the product', async (_, headers, path) => {
    expect(await knock(headers, path)).toBe(BARE);
  });

  it('are shut for another user’s process; where the system does not tell, the administrator decides', async () => {
    test.peer = 'other';
    expect(await knock({})).toBe(BARE);
    test.peer = 'unknown';
    expect(await knock({})).toMatch(/^HTTP\/1\.1 101 /);
    Object.assign(test.parts, { admitUnknownPeers: false });
    expect(await knock({})).toBe(BARE);
  });

  it('open for a pairing while the user has opened it, to the known extension on the exact address alone', async () => {
    const served: unknown[] = [];
    test.desk = {
      admits: () => true,
      serve: async (wire, { extension, port }) => {
        served.push({ extension, port });
        wire.close();
      },
    };
    const pairing = { 'Sec-WebSocket-Protocol': PAIRING_SUBPROTOCOL };
    expect(await knock(pairing)).toMatch(/^HTTP\/1\.1 101 [\s\S]*\r\nSec-WebSocket-Protocol: pair\.v1\r\n/);
    expect(served).toEqual([{ extension: EXTENSION, port: test.server.port }]);
    for (const wrong of [
      { Host: 'evil.example' },
      { Origin: 'https://portal.test' },
      { Origin: `chrome-extension://${OTHER_EXTENSION}` },
      { Origin: '' },
      { 'Sec-WebSocket-Protocol': `${PAIRING_SUBPROTOCOL}, ${PROOF_SUBPROTOCOL}` },
    ]) {
      expect(await knock({ ...pairing, ...wrong })).toBe(BARE);
    }
    expect(served).toHaveLength(1);
  });

  it('are shut for localhost, which a page’s own name can be made to mean', async () => {
    expect(await knock({ Host: `localhost:${test.server.port}` })).toBe(BARE);
  });

  it('outlive a stranger who resets the connection', async () => {
    for (const origin of ['', 'https://portal.test']) {
      const socket = connect(test.server.port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      const lines = [
        'GET / HTTP/1.1',
        `Host: 127.0.0.1:${test.server.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
      ];
      socket.write(`${[...lines, `Origin: ${origin}`].join('\r\n')}\r\n\r\n`);
      socket.resetAndDestroy();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(await knock({})).toMatch(/^HTTP\/1\.1 101 /);
  });

  it('close on a stranger who does not hang up', async () => {
    const socket = connect({ port: test.server.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.write('GET / HTTP/1.1\r\n\r\n');
    socket.resume();
    await new Promise((resolve) => socket.once('end', resolve));
    await test.restart();
    socket.destroy();
  });

  it('are shut for a second Host or Origin header', async () => {
    expect(await knock({ 'X: 1\r\nHost': `127.0.0.1:${test.server.port}` })).toBe(BARE);
    expect(await knock({ 'X: 1\r\nOrigin': `chrome-extension://${EXTENSION}` })).toBe(BARE);
  });

  it('answer any HTTP method the same', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const status = await new Promise<unknown>((resolve, reject) => {
        const request = httpRequest({ port: test.server.port, host: '127.0.0.1', method }, (response) =>
          resolve([response.statusCode, response.headers]),
        );
        request.on('error', reject).end();
      });
      expect(status).toEqual([404, { 'content-length': '0', connection: 'close' }]);
    }
  });

  it('listen on the loopback address only', async () => {
    await expect(
      new Promise((resolve, reject) => {
        connect(test.server.port, '127.0.0.2').on('connect', resolve).on('error', reject);
      }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('take the next port of the list, and say so when none is free', async () => {
    const second = await startServer(test.parts);
    expect([test.server.port, second.port]).toEqual(test.parts.ports);
    await expect(startServer(test.parts)).rejects.toThrow(PortsTakenError);
    await second.close();
  });

  it.each(['', 'GET / HTTP/1.1\r\nHost: 127'])('close on a stranger who says %j and no more', async (said) => {
    const socket = connect(test.server.port, '127.0.0.1', () => socket.write(said));
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(await knock({})).toMatch(/^HTTP\/1\.1 101 /);
  });

  it('let no more than sixteen in', async () => {
    const strangers = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const socket = connect(test.server.port, '127.0.0.1');
        await new Promise((resolve) => socket.once('connect', resolve));
        return socket;
      }),
    );
    expect(await knock({}).catch(() => '')).toBe('');
    for (const socket of strangers) socket.destroy();
    await expect.poll(() => knock({}).catch(() => '')).toMatch(/^HTTP\/1\.1 101 /);
  });
});
