import { randomBytes, webcrypto } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { pair as pairBridge } from '../../bridge/pairing/pair.js';
import { proveBothSides } from '../../bridge/server/proof.js';
import { Channel, type LinkSocket } from '../../extension/background/channel.js';
import { handshake } from '../../extension/background/handshake.js';
import { pair as pairClient } from '../../extension/pairing/pair.js';
import { parseJson } from '../../shared/json.js';
import { commitToKey, newPairingParty, PAIRING_REFUSALS } from '../../shared/pairing.js';
import { PROOF_SLOTS } from '../../shared/proof.js';
import { success } from '../../shared/protocol/reasons.js';
import { bridgeWire, clientChannel } from '../pairing/wires.js';
import { FakeClock } from '../support/fake-clock.js';
import { fuzz } from './fuzz.js';
import { conversation } from './mutate.js';

const EXTENSION = 'abcdefghijklmnopabcdefghijklmnop';
const SECRET = randomBytes(32);
const word = (letter: string): string => letter.repeat(43);

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

/** For a side that still waits: no handshake goes on with it. */
const NONSENSE = ['0', '0'];

const proofs = Array.from({ length: PROOF_SLOTS }, (_, at) => word('ABCDEFGH'.charAt(at)));

fuzz('the proof, bridge’s side', conversation([{ c: word('A') }, { p: word('A') }]), async (frames) => {
  const socket = new Scripted();
  const pairings = [{ id: 'mine', bridge: 'bridge', secret: SECRET }];
  const proving = proveBothSides(socket as unknown as WebSocket, 1, EXTENSION, pairings, new FakeClock());
  for (const text of [...frames, ...NONSENSE]) socket.emit('message', Buffer.from(text), false);
  if ((await proving) !== null) throw new Error('somebody without the secret was let in');
  if (socket.sent.length > 2) throw new Error('more was said than the handshake has');
  socket.end();
});

fuzz('the proof, client’s side', conversation([{ s: word('A') }, { p: proofs }]), async (frames) => {
  const far = new EventTarget();
  const sent: string[] = [];
  const socket = Object.assign(far, {
    bufferedAmount: 0,
    send: (text: string) => void sent.push(text),
    close: () => undefined,
  }) as unknown as LinkSocket;
  const identity = { pairing: { bridge: 'bridge', secret: SECRET }, extension: EXTENSION, port: 1 };
  const proving = handshake(new Channel(socket), webcrypto, identity);
  for (const data of [...frames, ...NONSENSE]) far.dispatchEvent(new MessageEvent('message', { data }));
  if (await proving) throw new Error('a bridge without the secret was believed');
  if (sent.some((text) => !/^\{"c":"[\w-]{43}"\}$/.test(text))) throw new Error('more was said than a nonce');
});

const stranger = await newPairingParty(webcrypto);
const { publicKey: k, nonce: n } = stranger;
const browser = conversation([{ c: await commitToKey(webcrypto, stranger) }, { k, n }, { p: word('A') }]);

fuzz('connecting a browser, bridge’s side', browser, async (frames) => {
  const { wire, far } = bridgeWire();
  const user = {
    ask: async () => success('123456'),
    keep: () => {
      throw new Error('a browser that knows no digits was kept');
    },
  };
  const place = { bridge: 'b'.repeat(32), extension: EXTENSION, port: 1 };
  const pairing = pairBridge(wire, webcrypto, place, new FakeClock(), user);
  for (const text of frames) far.send(parseJson(text) ?? null);
  // What was sent before is read first.
  far.hangUp();
  if ((await pairing).ok) throw new Error('somebody was connected');
});

const bridge = conversation([
  { b: 'b'.repeat(32), k, n },
  { t: word('A') },
  { n: word('A'), p: word('A') },
  { i: 'c'.repeat(32) },
  { e: PAIRING_REFUSALS[0] },
]);

fuzz('connecting a browser, client’s side', bridge, async (frames) => {
  const { channel, far } = clientChannel();
  const pairing = pairClient(channel, webcrypto, { extension: EXTENSION, port: 1 }, (digits) => {
    if (!/^\d{6}$/.test(digits)) throw new Error('no digits');
  });
  for (const text of frames) far.send(parseJson(text) ?? null);
  far.hangUp();
  if ((await pairing).ok) throw new Error('a bridge that nobody typed the digits into was believed');
});
