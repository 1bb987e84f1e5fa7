import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { PROTOCOL_VERSION } from '../../shared/protocol/hello.js';
import { type Behaviour, BRIDGE, HELLO, SECRET, STATUS, startBridge } from '../../test/doubles/bridge.js';
import type { Pairing } from './handshake.js';
import type { Verify } from './journal-mirror.js';
import { Link, type LinkOptions } from './link.js';

const CALL = { socket: 'a'.repeat(32), service: 'certificate', key: 'b'.repeat(32), frame: '1|GetCertCount' } as const;
const CALLER = { origin: 'http://portal.test', tab: 1, frame: 0, document: 'D', ancestors: [] };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((stop) => stop()));
});

async function bridge(behaviour?: Behaviour, atPort?: number) {
  const started = await startBridge(behaviour, atPort);
  closing.push(started.stop);
  return started;
}

function linkTo(ports: number[], options: Partial<LinkOptions<webcrypto.CryptoKey>> = {}) {
  return new Link<webcrypto.CryptoKey>({
    connect: (url, subprotocol) => new WebSocket(url, subprotocol),
    crypto: webcrypto,
    extension: EXTENSION_ID,
    version: '0.1.0',
    browser: async () => 'ab'.repeat(16),
    setup: async () => ({ ports, pairing: { bridge: BRIDGE, secret: SECRET } }),
    ...options,
  });
}

const failed = (reason: string) => ({ ok: false, reason });

test('calls share one connection, even those made at once', async () => {
  const { server, port } = await bridge();
  const connected = vi.fn();
  server.on('connection', connected);
  const link = linkTo([port]);
  const all = await Promise.all([link.call('status', {}), link.call('status', {}), link.call('status', {})]);
  expect(all.every(({ ok }) => ok)).toBe(true);
  expect(connected).toHaveBeenCalledTimes(1);
});

function greeting(result: unknown): Behaviour {
  return { answer: ({ id, method }) => (method === 'hello' ? { jsonrpc: '2.0', id, result } : undefined) };
}

test.each([
  [PROTOCOL_VERSION - 1, 'bridge.outdated'],
  [PROTOCOL_VERSION + 1, 'extension.outdated'],
])('a bridge of protocol %i: %s', async (protocol, reason) => {
  const { port } = await bridge(greeting({ protocol, version: '9', something: 'new' }));
  expect(await linkTo([port]).call('status', {})).toEqual(failed(reason));
});

test('a greeting that breaks the schema is refused', async () => {
  const { port } = await bridge(greeting({ ...HELLO, extra: true }));
  expect(await linkTo([port]).call('status', {})).toEqual(failed('request.invalid'));
});

test('the end of the bridge’s record is told at each connection, with a way to have it checked', async () => {
  const journal = { seq: 7, mac: 'm'.repeat(43) };
  const { port, received } = await bridge(greeting({ ...HELLO, journal }));
  const recordEnds = vi.fn(async (_bridge: string, _end: unknown, verify: Verify) => {
    void verify({ mirror: journal });
  });
  const link = linkTo([port], { recordEnds });
  const events: string[] = [];
  link.subscribe((event) => events.push(event));
  await link.call('status', {});
  expect(recordEnds).toHaveBeenCalledExactlyOnceWith(BRIDGE, { head: journal, after: null }, expect.any(Function));
  expect(received).toContainEqual(expect.objectContaining({ method: 'journal.verify', params: { mirror: journal } }));
  expect(events).toEqual(['recorded']);
});

test('where the record has moved to is told while connected, and the subscribers hear when it is compared', async () => {
  const { server, port } = await bridge();
  const recordEnds = vi.fn(async () => undefined);
  const link = linkTo([port], { recordEnds });
  const events: string[] = [];
  link.subscribe((event) => events.push(event));
  await link.call('status', {});
  const move = { after: { seq: 7, mac: 'm'.repeat(43) }, head: { seq: 9, mac: 'n'.repeat(43) } };
  const frame = JSON.stringify({ jsonrpc: '2.0', method: 'journal.changed', params: move });
  for (const client of server.clients) client.send(frame);
  await vi.waitFor(() => expect(events).toEqual(['recorded']));
  expect(recordEnds).toHaveBeenCalledExactlyOnceWith(BRIDGE, move, expect.any(Function));
});

test('a result that breaks its schema is refused', async () => {
  const { port } = await bridge({
    answer: ({ id, method }) =>
      method === 'status' ? { jsonrpc: '2.0', id, result: { ...STATUS, extra: 1 } } : undefined,
  });
  expect(await linkTo([port]).call('status', {})).toEqual(failed('request.invalid'));
});

test("the bridge's own reason reaches the caller, with the tries left", async () => {
  const data = { reason: 'password.incorrect', hint: '', retriesLeft: 2 };
  const { port } = await bridge({
    answer: ({ id, method }) =>
      method === 'status' ? { jsonrpc: '2.0', id, error: { code: -32000, message: '', data } } : undefined,
  });
  const link = linkTo([port]);
  expect(await link.call('status', {})).toEqual({ ok: false, reason: 'password.incorrect', retriesLeft: 2 });
});

test('calls under way fail when the bridge goes, are not sent again, and the next call connects anew', async () => {
  const first = await bridge({
    answer: ({ method }, socket) => (method === 'vendor.call' ? socket.terminate() : undefined),
  });
  const link = linkTo([first.port]);
  const events: string[] = [];
  link.subscribe((event) => events.push(event));
  expect(await link.call('vendor.call', CALL, CALLER)).toEqual(failed('bridge.disconnected'));
  expect(events).toEqual(['disconnected']);
  await first.stop();
  expect(await link.call('status', {})).toEqual(failed('bridge.unreachable'));
  const second = await bridge({}, first.port);
  expect(await link.call('status', {})).toMatchObject({ ok: true });
  expect(second.received.some(({ method }) => method === 'vendor.call')).toBe(false);
});

test('the 101st call of a site at a time, the 241st of all pages and a frame over the limit fail before they are sent', async () => {
  const { port } = await bridge({
    answer: ({ method }) => (method === 'vendor.call' ? null : undefined),
  });
  const link = linkTo([port]);
  await link.call('status', {});
  const flood = (origin: string, length: number) =>
    Array.from({ length }, () => link.call('vendor.call', CALL, { ...CALLER, origin }));
  const waiting = flood(CALLER.origin, 100);
  expect(await link.call('vendor.call', CALL, CALLER)).toEqual(failed('request.tooMany'));
  expect(await link.call('status', {})).toMatchObject({ ok: true });
  waiting.push(...flood('http://a.test', 100), ...flood('http://b.test', 40));
  const last = { ...CALLER, origin: 'http://d.test' };
  expect(await link.call('vendor.call', CALL, last)).toEqual(failed('request.tooMany'));
  const other = linkTo([port]);
  for (const frame of ['x'.repeat(12_000_001), '中'.repeat(4_000_001)]) {
    expect(await other.call('vendor.call', { ...CALL, frame }, CALLER)).toEqual(failed('request.tooLarge'));
  }
  expect(await link.call('status', {})).toMatchObject({ ok: true });
  expect(waiting).toHaveLength(240);
});

test('a long frame goes before its call, in binary messages that are its UTF-8', async () => {
  const { port, received, attached } = await bridge({
    answer: ({ id, method }) => (method === 'vendor.call' ? { jsonrpc: '2.0', id, result: { frame: 'x' } } : undefined),
  });
  const link = linkTo([port]);
  const frame = `1|SignText|{"signText":"${'衡水'.repeat(150_000)}"}`;
  expect(await link.call('vendor.call', { ...CALL, frame }, CALLER)).toEqual({ ok: true, value: { frame: 'x' } });
  const { frame: _, ...rest } = CALL;
  const call = received.at(-1);
  expect(call).toMatchObject({ method: 'vendor.call', params: rest, caller: CALLER });
  expect(call?.params).not.toHaveProperty('frame');
  expect(attached.map((message) => message.readUInt32BE())).toEqual(attached.map(() => call?.id));
  expect(Buffer.concat(attached.map((message) => message.subarray(4))).toString('utf8')).toBe(frame);
});

test('documents of more than 25 MB under way for a site are not sent', async () => {
  const { port, attached } = await bridge({ answer: () => undefined });
  const link = linkTo([port]);
  const frame = 'x'.repeat(11_000_000);
  const calls = Array.from({ length: 2 }, () => link.call('vendor.call', { ...CALL, frame }, CALLER));
  expect(await link.call('vendor.call', { ...CALL, frame }, CALLER)).toEqual(failed('request.tooMany'));
  calls.push(link.call('vendor.call', { ...CALL, frame }, { ...CALLER, origin: 'http://other.test' }));
  await vi.waitUntil(() => attached.reduce((sum, { length }) => sum + length, 0) > 3 * frame.length);
  expect(calls).toHaveLength(3);
});

test('notifications reach the subscribers; one that we do not know changes nothing', async () => {
  const { server, port } = await bridge();
  const link = linkTo([port]);
  const events: string[] = [];
  link.subscribe((event) => events.push(event));
  await link.call('status', {});
  for (const method of ['token.changed', 'something.new', 'beat']) {
    for (const client of server.clients) client.send(JSON.stringify({ jsonrpc: '2.0', method, params: {} }));
  }
  await vi.waitFor(() => expect(events).toEqual(['token.changed', 'beat']));
  expect(await link.call('status', {})).toMatchObject({ ok: true });
});

test.each([
  ['no JSON-RPC', '{"s":1}'],
  ['an answer that nobody waits for', '{"jsonrpc":"2.0","id":99,"result":{}}'],
  ['a notification that breaks its schema', '{"jsonrpc":"2.0","method":"beat","params":{"x":1}}'],
])('%s ends the connection', async (_, frame) => {
  const { server, port } = await bridge();
  const link = linkTo([port]);
  await link.call('status', {});
  const events: string[] = [];
  link.subscribe((event) => events.push(event));
  for (const client of server.clients) client.send(frame);
  await vi.waitFor(() => expect(events).toEqual(['disconnected']));
});

test('a bridge that falls silent is given up, so that no call waits for ever', async () => {
  const { port } = await bridge({ answer: ({ method }) => (method === 'vendor.call' ? null : undefined) });
  const link = linkTo([port], { silenceMs: 200 });
  expect(await link.call('vendor.call', CALL, CALLER)).toEqual(failed('bridge.disconnected'));
});

test('the connection ends when nobody has needed it for a while, and stays while somebody holds it', async () => {
  const { server, port } = await bridge();
  const link = linkTo([port], { idleMs: 50 });
  const release = link.hold();
  await link.call('status', {});
  const [client] = server.clients;
  if (!client) throw new Error('not connected');
  const closed = once(client, 'close');
  const first = await Promise.race([closed.then(() => 'closed'), new Promise((held) => setTimeout(held, 300, 'held'))]);
  expect(first).toBe('held');
  release();
  await closed;
  expect(await link.call('status', {})).toMatchObject({ ok: true });
});

test('the end of a page socket is told, but nothing is dialled for it', async () => {
  const { port, received } = await bridge();
  const link = linkTo([port]);
  link.notify('vendor.closed', { socket: CALL.socket }, CALLER);
  await link.call('status', {});
  link.notify('vendor.closed', { socket: CALL.socket }, CALLER);
  const told = { jsonrpc: '2.0', method: 'vendor.closed', params: { socket: CALL.socket }, caller: CALLER };
  await vi.waitFor(() => expect(received.slice(4)).toEqual([told]));
});

test('the end of a page socket is told once the connection is there that is just being made', async () => {
  const { port, received } = await bridge();
  const link = linkTo([port]);
  link.hold();
  link.notify('vendor.closed', { socket: CALL.socket }, CALLER);
  await vi.waitFor(() => expect(received.at(-1)).toMatchObject({ method: 'vendor.closed', caller: CALLER }));
});

test('a setup that changed is used at once: the connection ends, and holders get another', async () => {
  const first = await bridge();
  const second = await bridge({ secret: Buffer.alloc(32, 7), bridge: 'another' });
  let pairing: Pairing | 'bridge.unpaired' = { bridge: BRIDGE, secret: SECRET };
  let ports = [first.port];
  const link = linkTo([], { setup: async () => ({ ports, pairing }) });
  link.hold();
  expect((await link.call('status', {})).ok).toBe(true);
  const heard = vi.fn();
  link.subscribe(heard);
  pairing = { bridge: 'another', secret: Buffer.alloc(32, 7) };
  ports = [second.port];
  link.reset();
  expect(heard.mock.calls).toEqual([['disconnected']]);
  expect((await link.call('status', {})).ok).toBe(true);
  expect(second.received.length).toBeGreaterThan(0);

  pairing = 'bridge.unpaired';
  link.reset();
  expect(await link.call('status', {})).toEqual(failed('bridge.unpaired'));
});

test('a connection that was begun under the old setup is not used', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { port } = await bridge({
    answer: ({ id, method }, socket) => {
      if (method !== 'hello') return undefined;
      void held.then(() => socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: HELLO })));
      return null;
    },
  });
  const link = linkTo([port]);
  const heard = vi.fn();
  link.subscribe(heard);
  const called = link.call('status', {});
  await new Promise((resolve) => setImmediate(resolve));
  link.reset();
  expect(heard.mock.calls).toEqual([['disconnected']]);
  release();
  expect(await called).toEqual(failed('bridge.disconnected'));
});

test('a setup that was read before it changed is not used', async () => {
  const { port } = await bridge();
  let read = (): void => undefined;
  const reading = new Promise<void>((resolve) => {
    read = resolve;
  });
  const setup = async () => {
    await reading;
    return { ports: [port], pairing: { bridge: BRIDGE, secret: SECRET } };
  };
  const link = linkTo([], { setup });
  const called = link.call('status', {});
  link.reset();
  read();
  expect(await called).toEqual(failed('bridge.disconnected'));
});
