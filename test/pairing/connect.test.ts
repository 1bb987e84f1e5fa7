import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PairingDesk } from '../../bridge/pairing/desk.js';
import { PairingStore } from '../../bridge/pairing/store.js';
import type { EntryWindow, WindowAnswer } from '../../bridge/ports.js';
import { type ConnectOptions, connectBrowser } from '../../extension/pairing/connect.js';
import { PAIRING_SUBPROTOCOL } from '../../shared/pairing.js';
import { failure } from '../../shared/protocol/reasons.js';
import { listen } from '../doubles/bridge.js';
import { EXTENSION, ServerUnderTest } from '../support/server-under-test.js';

const test = new ServerUnderTest();
let home: string;
let steps: (string | { digits: string; wrong: boolean })[];
/** What the bridge's user types for the digits that the browser shows last. */
let type: (digits: string) => string;
let desk: PairingDesk;
let store: PairingStore;
const stops: (() => Promise<void>)[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'connect-'));
  steps = [];
  type = (digits) => digits;
  const log = { event: () => undefined };
  store = new PairingStore({ home, fixed: 0, clock: test.clock, log });
  const prompts = {
    entry: async (window: EntryWindow): Promise<WindowAnswer<string>> => {
      await expect.poll(() => digitsShown().length).toBe(windows.push(window));
      return { kind: 'answered', value: type(digitsShown().at(-1) ?? '') };
    },
  };
  windows = [];
  desk = new PairingDesk({ clock: test.clock, log, language: 'zh-CN', prompts, store });
  test.desk = desk;
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  rmSync(home, { recursive: true });
});
let windows: EntryWindow[];

const digitsShown = (): string[] => steps.flatMap((step) => (typeof step === 'string' ? [] : [step.digits]));
const openDesk = () => desk.open(new AbortController().signal, { opened: () => undefined, asked: () => undefined });

function connect(over: Partial<ConnectOptions<webcrypto.CryptoKey>> = {}) {
  return connectBrowser<webcrypto.CryptoKey>({
    connect: (url, subprotocol) => new WebSocket(url, subprotocol, { origin: `chrome-extension://${EXTENSION}` }),
    crypto: webcrypto,
    extension: EXTENSION,
    ports: [test.server.port],
    show: (step) => steps.push(step),
    pauseMs: 20,
    ...over,
  });
}

/** A program that has taken a port and answers each frame with these. */
async function squatter(answer: (frame: Record<string, unknown>) => readonly unknown[]): Promise<number> {
  const { server, port, stop } = await listen();
  stops.push(stop);
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(String(data)) as Record<string, unknown>;
      for (const said of answer(frame)) socket.send(JSON.stringify(said));
    });
  });
  return port;
}

const offer = { b: 'b', k: Buffer.alloc(65, 4).toString('base64url'), n: 'A'.repeat(43) };

it('waits until the user has opened it in the bridge, too', async () => {
  const connecting = connect();
  await expect.poll(() => steps).toEqual(['waiting']);
  const opened = openDesk();
  const outcome = await connecting;
  const stored = await opened;
  if (!outcome.ok || !stored.ok) throw new Error('both are connected');
  expect(outcome.value).toEqual({
    id: stored.value.id,
    bridge: store.bridge,
    secret: new Uint8Array(stored.value.secret),
  });
});

it('shows new digits after wrong ones, and ends after three', async () => {
  type = (digits) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');
  const opened = openDesk();
  expect(await connect()).toEqual(failure('pairing.tooManyTries'));
  expect(await opened).toEqual(failure('pairing.tooManyTries'));
  expect(new Set(digitsShown()).size).toBe(3);
  expect(steps.slice(1).map((step) => typeof step === 'object' && step.wrong)).toEqual([false, true, true]);
});

it('gives up when its time is over', async () => {
  expect(await connect({ openMs: 100 })).toEqual(failure('pairing.expired'));
  expect(steps).toEqual(['waiting']);
});

it('gets past a program that has taken a port before it', async () => {
  const refusing = await squatter(() => [{ hello: 1 }]);
  const opened = openDesk();
  expect((await connect({ ports: [refusing, test.server.port] })).ok).toBe(true);
  expect((await opened).ok).toBe(true);
});

it('is not taken in by a program that says at once that the digits were right', async () => {
  const word = 'A'.repeat(43);
  const eager = await squatter((frame) =>
    'c' in frame ? [offer, { t: word }] : [{ n: word, p: word }, { i: 'stored' }],
  );
  expect(await connect({ ports: [eager] })).toEqual(failure('pairing.untrusted'));
  expect(digitsShown()).toHaveLength(3);
});

it('shows three rows of digits at most, whoever asks for more', async () => {
  const greedy = await squatter(() => [offer, { e: 'pairing.wrongDigits' }]);
  expect(await connect({ ports: [greedy] })).toEqual(failure('pairing.wrongDigits'));
  expect(digitsShown()).toHaveLength(3);
});

it('asks by the subprotocol of the pairing alone', async () => {
  const asked: string[] = [];
  await connect({
    openMs: 50,
    connect: (url, subprotocol) => {
      asked.push(subprotocol);
      return new WebSocket(url, subprotocol);
    },
  });
  expect(new Set(asked)).toEqual(new Set([PAIRING_SUBPROTOCOL]));
});
