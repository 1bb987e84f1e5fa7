import { randomBytes, webcrypto } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { PROOF_SLOTS, PROOF_SUBPROTOCOL, proofTag, toBase64Url } from '../../shared/proof.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { PROTOCOL_VERSION } from '../../shared/protocol/hello.js';
import { type Behaviour, BRIDGE, type Frame, listen, SECRET, STATUS, startBridge } from '../../test/doubles/bridge.js';
import { Link, type LinkOptions } from './link.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((stop) => stop()));
});

async function bridge(behaviour?: Behaviour, atPort?: number) {
  const started = await startBridge(behaviour, atPort);
  closing.push(started.stop);
  return started;
}

async function mutePort(atPort?: number) {
  const listener = await listen(atPort);
  closing.push(listener.stop);
  return listener;
}

/** A port on which nothing listens: taken, then given back. */
async function freePort(): Promise<number> {
  const { port, stop } = await listen();
  await stop();
  return port;
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

test('a paired bridge is found on the second port, proved, greeted and asked', async () => {
  const { port, received } = await bridge();
  const link = linkTo([await freePort(), port]);
  expect(await link.call('status', {})).toEqual({ ok: true, value: STATUS });
  expect(received.map((frame) => Object.keys(frame)[0])).toEqual(['c', 'p', 'jsonrpc', 'jsonrpc']);
  expect(received[2]).toEqual({
    jsonrpc: '2.0',
    id: 1,
    method: 'hello',
    params: { protocol: PROTOCOL_VERSION, version: '0.1.0', browser: 'ab'.repeat(16) },
  });
});

test('our own proof is the one for this address, extension and bridge', async () => {
  const { port, received, sent } = await bridge();
  await linkTo([port]).call('status', {});
  const { s: bridgeNonce } = JSON.parse(sent[0] ?? '') as { s: string };
  const transcript = { bridgeNonce, clientNonce: String(received[0]?.c), extension: EXTENSION_ID, bridge: BRIDGE };
  const address = `127.0.0.1:${port}`;
  expect(received[1]).toEqual({ p: await proofTag(webcrypto, SECRET, 'client', { ...transcript, address }) });
});

test('nothing listens: unreachable', async () => {
  expect(await linkTo([await freePort()]).call('status', {})).toEqual(failed('bridge.unreachable'));
});

test('not paired: nothing is dialled', async () => {
  const connect = vi.fn();
  const link = linkTo([1], { connect, setup: async () => ({ ports: [1], pairing: 'bridge.unpaired' }) });
  expect(await link.call('status', {})).toEqual(failed('bridge.unpaired'));
  expect(connect).not.toHaveBeenCalled();
});

test.each<[string, Behaviour]>([
  ['a wrong secret', { secret: randomBytes(32) }],
  ['a proof by another bridge', { bridge: 'another-bridge' }],
  ['a proof for another extension', { extension: 'a'.repeat(32) }],
  ['our own side of the proof sent back', { answer: (frame) => ({ p: Array(PROOF_SLOTS).fill(frame.c) }) }],
  ['one tag only', { answer: (frame) => (frame.c ? { p: [toBase64Url(randomBytes(32))] } : undefined) }],
  ['an extra key', { answer: () => ({ p: Array(PROOF_SLOTS).fill(toBase64Url(randomBytes(32))), x: 1 }) }],
  ['no JSON', { answer: () => 'hello' }],
  ['a binary frame', { answer: (_, socket) => void socket.send(Buffer.from('{}')) }],
])('an impostor with %s learns a nonce and nothing else', async (_, behaviour) => {
  const { port, received } = await bridge(behaviour);
  const link = linkTo([await freePort(), port]);
  expect(await link.call('status', {})).toEqual(failed('bridge.impostor'));
  expect(received.map((frame) => Object.keys(frame))).toEqual([['c']]);
});

test('a listener that says nothing at all is left after the deadline, and the next port is tried', async () => {
  const mute = await mutePort();
  const { port } = await bridge();
  expect(await linkTo([mute.port, port], { deadlineMs: 2_000 }).call('status', {})).toMatchObject({ ok: true });
});

test('a squatter that relays the handshake from the real bridge is refused', async () => {
  const real = await bridge();
  const squatter = await mutePort();
  const passed: string[] = [];
  squatter.server.on('connection', (client) => {
    const upstream = new WebSocket(`ws://127.0.0.1:${real.port}/`, PROOF_SUBPROTOCOL);
    upstream.on('message', (data) => client.send(String(data)));
    client.on('message', (data) => {
      passed.push(String(data));
      upstream.send(String(data));
    });
    client.on('close', () => upstream.terminate());
  });
  expect(await linkTo([squatter.port]).call('status', {})).toEqual(failed('bridge.impostor'));
  expect(passed.map((frame) => Object.keys(JSON.parse(frame) as Frame))).toEqual([['c']]);
});

test('frames of an earlier handshake on the same port prove nothing', async () => {
  const real = await bridge();
  await linkTo([real.port]).call('status', {});
  const [challenge = '', proofs = ''] = real.sent;
  await real.stop();
  const replayer = await mutePort(real.port);
  replayer.server.on('connection', (client) => {
    client.send(challenge);
    client.on('message', () => client.send(proofs));
  });
  expect(await linkTo([real.port]).call('status', {})).toEqual(failed('bridge.impostor'));
});
