import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect, createServer, type Server as TcpServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PROOF_DEADLINE_MS, PROOF_SUBPROTOCOL } from '../../shared/proof.js';
import { success } from '../../shared/protocol/reasons.js';
import { freePorts } from '../../test/e2e/free-ports.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { type ClientIdentity, dial, type FrameSocket, prove } from '../../test/support/proven-client.js';
import type { Handlers } from '../methods/handler.js';
import type { Client, Context } from '../signing/context.js';
import { type BridgeServer, PortsTakenError, type ServerParts, startServer } from './server.js';

const EXTENSION = 'abcdefghijklmnopabcdefghijklmnop';
const OTHER_EXTENSION = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const identity: ClientIdentity = { extension: EXTENSION, bridge: 'bridge-1', secret: randomBytes(32) };
const caller = { origin: 'https://portal.test', tab: 1, frame: 0, document: 'd1', ancestors: [] };
const frame = { socket: 'a'.repeat(32), service: 'certificate', key: 'b'.repeat(32), frame: '1|GetCertCount' };

let clock: FakeClock;
let server: BridgeServer;
let contexts: Context[];
let closedSockets: string[];
let gone: Client[];
let parts: ServerParts;
const opened: FrameSocket[] = [];

const handlers: Handlers = {
  hello: async () => success({ protocol: 1, version: '1', methods: [] }),
  status: async () => success({ version: '1', demo: false, windows: { password: true, confirm: true } }),
  'token.list': () => Promise.reject(new Error('a fault of ours')),
  'certificate.list': async () => ({ ok: false, reason: 'driver.crashed' }),
  'vendor.call': async (_, ctx) => {
    contexts.push(ctx);
    return success({ frame: '1|GetCertCount|{}' });
  },
};

beforeEach(async () => {
  clock = new FakeClock();
  [contexts, closedSockets, gone] = [[], [], []];
  parts = {
    clock,
    log: { event: () => undefined },
    language: 'zh-CN',
    ports: await freePorts(2),
    extensions: [EXTENSION],
    pairings: [
      { id: 'other', bridge: 'bridge-1', secret: randomBytes(32) },
      { id: 'mine', bridge: 'bridge-1', secret: identity.secret },
    ],
    handlers,
    vendorClosed: (_, socket) => closedSockets.push(socket),
    clientGone: (client) => gone.push(client),
  };
  server = await startServer(parts);
});

afterEach(async () => {
  for (const { socket } of opened.splice(0)) socket.terminate();
  await server.close();
});

async function proven(as: ClientIdentity = identity): Promise<FrameSocket> {
  const frames = await dial(server.port, as.extension);
  opened.push(frames);
  await prove(frames, server.port, as);
  return frames;
}

/** Everything a stranger gets to read for a request with these headers. */
function knock(headers: Record<string, string>, path = '/'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      const all = {
        Host: `127.0.0.1:${server.port}`,
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
    ['another path', {}, '/json/version'],
    ['a plain request', { Connection: 'close', Upgrade: '' }],
    ['an expectation', { Expect: '100-continue', Connection: 'close', Upgrade: '' }],
    ['another expectation', { Expect: 'more', Connection: 'close', Upgrade: '' }],
    ['a key that is none', { 'Sec-WebSocket-Key': 'x' }],
    ['another version', { 'Sec-WebSocket-Version': '12' }],
  ])('are shut for %s, with nothing that names the product', async (_, headers, path) => {
    expect(await knock(headers, path)).toBe(BARE);
  });

  it('are shut for localhost, which a page’s own name can be made to mean', async () => {
    expect(await knock({ Host: `localhost:${server.port}` })).toBe(BARE);
  });

  it('outlive a stranger who resets the connection', async () => {
    for (const origin of ['', 'https://portal.test']) {
      const socket = connect(server.port, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      const lines = ['GET / HTTP/1.1', `Host: 127.0.0.1:${server.port}`, 'Connection: Upgrade', 'Upgrade: websocket'];
      socket.write(`${[...lines, `Origin: ${origin}`].join('\r\n')}\r\n\r\n`);
      socket.resetAndDestroy();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(await knock({})).toMatch(/^HTTP\/1\.1 101 /);
  });

  it('close on a stranger who does not hang up', async () => {
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.write('GET / HTTP/1.1\r\n\r\n');
    socket.resume();
    await new Promise((resolve) => socket.once('end', resolve));
    await server.close();
    socket.destroy();
    server = await startServer(parts);
  });

  it('are shut for a second Host or Origin header', async () => {
    expect(await knock({ 'X: 1\r\nHost': `127.0.0.1:${server.port}` })).toBe(BARE);
    expect(await knock({ 'X: 1\r\nOrigin': `chrome-extension://${EXTENSION}` })).toBe(BARE);
  });

  it('answer any HTTP method the same', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const status = await new Promise<unknown>((resolve, reject) => {
        const request = httpRequest({ port: server.port, host: '127.0.0.1', method }, (response) =>
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
        connect(server.port, '127.0.0.2').on('connect', resolve).on('error', reject);
      }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('take the next port of the list, and say so when none is free', async () => {
    const second = await startServer(parts);
    expect([server.port, second.port]).toEqual(parts.ports);
    await expect(startServer(parts)).rejects.toThrow(PortsTakenError);
    await second.close();
  });
});

describe('the proof', () => {
  it('lets a paired client in, with the frames that it sends at once', async () => {
    const frames = await dial(server.port, EXTENSION);
    opened.push(frames);
    await prove(frames, server.port, identity);
    expect(await frames.call('hello', { protocol: 1, version: '1' })).toMatchObject({ id: 1, result: { protocol: 1 } });
  });

  it('hides how many pairings there are', async () => {
    const frames = await dial(server.port, EXTENSION);
    opened.push(frames);
    await frames.next();
    frames.send({ c: 'A'.repeat(43) });
    expect(await frames.next()).toEqual({ p: Array.from({ length: 8 }, () => expect.stringMatching(/^[\w-]{43}$/)) });
  });

  it.each<[string, ClientIdentity]>([
    ['another secret', { ...identity, secret: randomBytes(32) }],
    ['another bridge id', { ...identity, bridge: 'bridge-2' }],
  ])('fails with %s: the bridge’s own tag is of no use', async (_, stranger) => {
    const frames = await dial(server.port, EXTENSION);
    opened.push(frames);
    expect(await prove(frames, server.port, stranger)).toBeNull();
    frames.send({ p: 'A'.repeat(43) });
    expect(await frames.closed).toEqual({ code: 1006, reason: '' });
  });

  it.each([
    '',
    'x',
    '{}',
    '[]',
    '{"c":1}',
    '{"c":"short"}',
    '{"jsonrpc":"2.0","id":1,"method":"status","params":{}}',
    'A'.repeat(600),
  ])('is not replaced by %j: closed without a word', async (text) => {
    const frames = await dial(server.port, EXTENSION);
    opened.push(frames);
    await frames.next();
    frames.send(text);
    expect(await frames.closed).toEqual({ code: 1006, reason: '' });
  });

  it('cannot be replayed on another connection', async () => {
    const first = await dial(server.port, EXTENSION);
    opened.push(first);
    const sent: string[] = [];
    const send = first.socket.send.bind(first.socket);
    first.socket.send = (data: string) => {
      sent.push(data);
      send(data);
    };
    await prove(first, server.port, identity);
    await first.call('status', {});
    const second = await dial(server.port, EXTENSION);
    opened.push(second);
    await second.next();
    second.send(sent[0]);
    await second.next();
    second.send(sent[1]);
    expect(await second.closed).toEqual({ code: 1006, reason: '' });
  });

  it('cannot be relayed by a squatter on another port', async () => {
    const squatter = await relayTo(server.port);
    const address = squatter.address() as { port: number };
    // The squatter rewrites the Host header, as it must to pass the door.
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/`, PROOF_SUBPROTOCOL, {
      origin: `chrome-extension://${EXTENSION}`,
      headers: { Host: `127.0.0.1:${server.port}` },
    });
    const { FrameSocket: Frames } = await import('../../test/support/proven-client.js');
    const frames = new Frames(socket);
    opened.push(frames);
    await new Promise((resolve) => socket.once('open', resolve));
    expect(await prove(frames, address.port, identity)).toBeNull();
    squatter.close();
  });

  it('must come within its time', async () => {
    const frames = await dial(server.port, EXTENSION);
    opened.push(frames);
    await frames.next();
    clock.advance(PROOF_DEADLINE_MS);
    expect(await frames.closed).toEqual({ code: 1006, reason: '' });
  });
});

function relayTo(port: number): Promise<TcpServer> {
  const relay = createServer((inbound) => {
    const outbound = connect(port, '127.0.0.1');
    inbound.pipe(outbound).pipe(inbound);
    inbound.on('error', () => outbound.destroy());
    outbound.on('error', () => inbound.destroy());
  });
  return new Promise((resolve) => relay.listen(0, '127.0.0.1', () => resolve(relay)));
}

describe('a proven connection', () => {
  it('builds the context from the connection and the browser’s word', async () => {
    const frames = await proven();
    expect(await frames.call('vendor.call', frame, caller)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: { frame: '1|GetCertCount|{}' },
    });
    expect(contexts).toMatchObject([
      { pairing: 'mine', client: EXTENSION, origin: 'https://portal.test', secure: true, tab: 1, document: 'd1' },
    ]);
  });

  it.each<[string, string, unknown, unknown]>([
    ['an unknown key in the parameters', 'vendor.call', { ...frame, extra: 1 }, caller],
    ['an unknown key in the caller', 'vendor.call', frame, { ...caller, pairing: 'other' }],
    ['a call of a page without a caller', 'vendor.call', frame, undefined],
    ['a call of our pages with one', 'status', {}, caller],
    ['an opaque origin', 'vendor.call', frame, { ...caller, origin: 'null' }],
    ['a file', 'vendor.call', frame, { ...caller, origin: 'file://' }],
    ['an address for an origin', 'vendor.call', frame, { ...caller, origin: 'https://portal.test/login' }],
    ['an opaque ancestor', 'vendor.call', frame, { ...caller, ancestors: ['null'] }],
    ['a key that is none', 'vendor.call', { ...frame, key: 'x' }, caller],
  ])('refuses %s', async (_, method, params, who) => {
    const frames = await proven();
    expect(await frames.call(method, params, who)).toMatchObject({ error: { data: { reason: 'request.invalid' } } });
    expect(contexts).toEqual([]);
  });

  it('answers a stranger’s method, a fault and a failure with a reason and a Chinese sentence', async () => {
    const frames = await proven();
    expect(await frames.call('Execute', {})).toMatchObject({
      error: { code: -32601, data: { reason: 'method.unknown', hint: expect.stringMatching(/\p{Script=Han}/u) } },
    });
    expect(await frames.call('token.list', {})).toMatchObject({
      error: { code: -32603, data: { reason: 'internal' } },
    });
    expect(await frames.call('certificate.list', {})).toMatchObject({
      error: { code: -32000, data: { reason: 'driver.crashed' } },
    });
    expect(await frames.call('status', { padding: 'x'.repeat(500) })).toMatchObject({
      error: { data: { reason: 'request.tooLarge' } },
    });
  });

  it('outlives garbage', async () => {
    const frames = await proven();
    for (const text of ['{', '[]', '1', '{"jsonrpc":"1.0"}', '['.repeat(3_000)]) frames.send(text);
    for (let i = 0; i < 5; i += 1)
      expect(await frames.next()).toMatchObject({ id: null, error: { data: { reason: 'request.invalid' } } });
    expect(await frames.call('status', {})).toMatchObject({ result: { version: '1' } });
  });

  it('passes on that a page socket was closed, for a page only', async () => {
    const frames = await proven();
    const closed = { jsonrpc: '2.0', method: 'vendor.closed', params: { socket: frame.socket } };
    frames.send(closed);
    frames.send({ ...closed, caller });
    await frames.call('status', {});
    expect(closedSockets).toEqual([frame.socket]);
  });

  it('gets a text beat every 20 seconds and is told of changes', async () => {
    const frames = await proven();
    await frames.call('status', {});
    clock.advance(20_000);
    expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'beat', params: {} });
    clock.advance(20_000);
    expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'beat', params: {} });
    server.notify('token.changed');
    expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'token.changed', params: {} });
  });

  it('that is lost leaves the client its time to come back', async () => {
    const first = await proven();
    await first.call('status', {});
    first.socket.terminate();
    const second = await proven();
    await second.call('status', {});
    clock.advance(30_000);
    expect(gone).toEqual([]);
    second.socket.terminate();
    await second.closed;
    await expect
      .poll(() => {
        clock.advance(30_000);
        return gone;
      })
      .toEqual([{ pairing: 'mine', client: EXTENSION }]);
  });
});
