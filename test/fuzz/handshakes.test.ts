import { randomBytes, webcrypto } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import type { WebSocket } from 'ws';
import { pair as pairBridge } from '../../bridge/pairing/pair.js';
import { proveBothSides } from '../../bridge/server/proof.js';
import { Channel, type LinkSocket } from '../../extension/background/channel.js';
import { handshake } from '../../extension/background/handshake.js';
import { pair as pairClient } from '../../extension/pairing/pair.js';
import { PAIRING_REFUSALS } from '../../shared/pairing.js';
import { PROOF_SLOTS } from '../../shared/proof.js';
import { success } from '../../shared/protocol/reasons.js';
import { bridgeWire, clientChannel } from '../pairing/wires.js';
import { FakeClock } from '../support/fake-clock.js';
import { fuzz } from './fuzz.js';
import { hostileJson, hostileValue } from './mutate.js';

const EXTENSION = 'abcdefghijklmnopabcdefghijklmnop';
const SECRET = randomBytes(32);
const word = (letter: string): string => letter.repeat(43);
const PUBLIC_KEY = 'B'.repeat(87);

/** A socket whose other side is a list of frames. */
class Scripted extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }

  terminate(): void {
    this.end();
  }

  end(): void {
    this.readyState = 3;
    this.emit('close');
  }
}

const clientFrames = fc.array(hostileJson(fc.constantFrom<object>({ c: word('A') }, { p: word('A') })), {
  maxLength: 4,
});

fuzz('the proof, bridge’s side', clientFrames, async (frames) => {
  const socket = new Scripted();
  const pairings = [{ id: 'mine', bridge: 'bridge', secret: SECRET }];
  const proving = proveBothSides(socket as unknown as WebSocket, 1, EXTENSION, pairings, new FakeClock());
  for (const text of frames) socket.emit('message', Buffer.from(text), false);
  await new Promise(setImmediate);
  socket.end();
  if ((await proving) !== null) throw new Error('somebody without the secret was let in');
  if (socket.sent.length > 2) throw new Error('more was said than the handshake has');
});

const bridgeFrames = fc.array(
  hostileJson(
    fc.constantFrom<object>(
      { s: word('A') },
      { p: Array.from({ length: PROOF_SLOTS }, (_, at) => word('ABCDEFGH'[at] ?? 'A')) },
    ),
  ),
  { maxLength: 4 },
);

fuzz('the proof, client’s side', bridgeFrames, async (frames) => {
  const far = new EventTarget();
  const sent: string[] = [];
  const socket = Object.assign(far, {
    bufferedAmount: 0,
    send: (text: string) => void sent.push(text),
    close: () => undefined,
  }) as unknown as LinkSocket;
  const channel = new Channel(socket);
  const proving = handshake(channel, webcrypto, {
    pairing: { bridge: 'bridge', secret: SECRET },
    extension: EXTENSION,
    port: 1,
  });
  for (const data of frames) far.dispatchEvent(new MessageEvent('message', { data }));
  await new Promise(setImmediate);
  far.dispatchEvent(new Event('close'));
  if (await proving) throw new Error('a bridge without the secret was believed');
  if (sent.some((text) => !/^\{"c":"[\w-]{43}"\}$/.test(text))) throw new Error('more was said than a nonce');
});

const pairingClient = fc.array(
  hostileValue(fc.constantFrom<object>({ c: word('A') }, { k: PUBLIC_KEY, n: word('A') }, { p: word('A') })),
  { maxLength: 4 },
);

fuzz('connecting a browser, bridge’s side', pairingClient, async (frames) => {
  const { wire, far } = bridgeWire();
  const user = {
    ask: async () => success('123456'),
    keep: () => {
      throw new Error('a browser that knows no digits was kept');
    },
  };
  const pairing = pairBridge(
    wire,
    webcrypto,
    { bridge: 'b'.repeat(32), extension: EXTENSION, port: 1 },
    new FakeClock(),
    user,
  );
  for (const frame of frames) far.send(frame);
  // What was sent before is read first.
  far.hangUp();
  const outcome = await pairing;
  if (outcome.ok) throw new Error('somebody was connected');
});

const pairingBridge = fc.array(
  hostileValue(
    fc.constantFrom<object>(
      { b: 'b'.repeat(32), k: PUBLIC_KEY, n: word('A') },
      { t: word('A') },
      { n: word('A'), p: word('A') },
      { i: 'c'.repeat(32) },
      { e: PAIRING_REFUSALS[0] },
    ),
  ),
  { maxLength: 5 },
);

fuzz('connecting a browser, client’s side', pairingBridge, async (frames) => {
  const { channel, far } = clientChannel();
  const pairing = pairClient(channel, webcrypto, { extension: EXTENSION, port: 1 }, (digits) => {
    if (!/^\d{6}$/.test(digits)) throw new Error('no digits');
  });
  for (const frame of frames) far.send(frame);
  far.hangUp();
  if ((await pairing).ok) throw new Error('a bridge that nobody typed the digits into was believed');
});
