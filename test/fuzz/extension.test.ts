import fc from 'fast-check';
import { vi } from 'vitest';
import { Channel, type LinkSocket } from '../../extension/background/channel.js';
import { JournalMirror } from '../../extension/background/journal-mirror.js';
import { relayPort } from '../../extension/background/relay.js';
import { Session } from '../../extension/background/session.js';
import { sitePolicy } from '../../extension/background/site-policy.js';
import { readStoredSites } from '../../extension/background/stored-sites.js';
import { readPageMessage } from '../../extension/content/page-message.js';
import { Relay } from '../../extension/content/relay.js';
import { isSiteOrigin } from '../../extension/origin.js';
import { loadPairing } from '../../extension/pairing/stored.js';
import { pageClaimsSchema } from '../../shared/protocol/page-claims.js';
import { failure, REASONS } from '../../shared/protocol/reasons.js';
import { fuzz } from './fuzz.js';
import { hostileJson, hostileValue } from './mutate.js';
import { PAGE_CLAIMS } from './requests.js';

const EXTENSION = 'abcdefghijklmnopabcdefghijklmnop';
const SITE = 'https://portal.test';
const ID = 'a'.repeat(32);

const pageMessage = hostileJson(
  fc.constantFrom<object>(
    { type: 'open', socket: 1, url: 'ws://localhost:17212/test' },
    { type: 'open', socket: 2, url: 'ws://127.0.0.1:17213/' },
    { type: 'text', socket: 1, data: '1|GetCertCount' },
    { type: 'binary', socket: 1, data: 'AQI=' },
    { type: 'close', socket: 1, code: 1000, reason: 'bye' },
  ),
);

vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'], now: 0 });

fuzz('events of a page', fc.array(pageMessage, { minLength: 1, maxLength: 6 }), (details) => {
  let opened = 0;
  const relay = new Relay({
    ancestors: [],
    connect: (received) => {
      opened += 1;
      return {
        post: (message) => {
          if (message.type === 'open') received({ type: 'opened', gone: { ret: -1, msg: '' } });
          else if (typeof message.frame !== 'string') throw new Error('no text');
        },
        disconnect: () => undefined,
      };
    },
    randomId: () => ID,
    toPage: (message) => {
      if (typeof message.socket !== 'number') throw new Error('no socket of the page');
    },
    beat: () => undefined,
    observe: () => undefined,
  });
  for (const detail of details) {
    const message = readPageMessage(detail);
    if (message) relay.fromPage(message);
  }
  if (opened > details.length) throw new Error('more sockets than messages');
  relay.cut();
  vi.clearAllTimers();
});

const portMessage = hostileValue(
  fc.constantFrom<object>(
    { type: 'open', socket: ID, service: 'certificate', ancestors: [] },
    { type: 'text', key: ID, frame: '1|SignText|{"signText":"x"}' },
    { type: 'text', key: ID, frame: '1|SignText|{"signText":"x"}', page: PAGE_CLAIMS },
  ),
);

fuzz('messages on a page socket’s port', fc.array(portMessage, { minLength: 1, maxLength: 4 }), async (messages) => {
  let receive: (message: unknown) => void = () => undefined;
  let leave: () => void = () => undefined;
  let called = 0;
  const answers: unknown[] = [];
  const call = async (_: string, params: unknown) => {
    called += 1;
    const page: unknown = Reflect.get(Object(params), 'page');
    if (page !== undefined && !pageClaimsSchema.safeParse(page).success)
      throw new Error('claims that break their schema');
    if (Reflect.get(Object(params), 'socket') !== ID) throw new Error('a socket that was not opened');
    return failure('bridge.unreachable');
  };
  relayPort(
    {
      sender: {
        id: EXTENSION,
        origin: SITE,
        tab: { id: 1, url: SITE },
        frameId: 0,
        documentId: 'D',
        documentLifecycle: 'active',
      },
      onMessage: { addListener: (listener) => (receive = listener) },
      onDisconnect: { addListener: (listener) => (leave = listener) },
      postMessage: (message) => answers.push(message),
      disconnect: () => undefined,
    },
    {
      link: { call: call as never, notify: () => undefined, hold: () => () => undefined },
      extension: EXTENSION,
      enabled: async () => new Set([SITE]),
      language: 'zh-CN',
      logins: { add: async () => undefined },
      hops: { add: () => undefined },
    },
  );
  for (const message of messages) receive(message);
  await new Promise(setImmediate);
  leave();
  if (called > messages.length || answers.length > messages.length) throw new Error('more answers than messages');
});

const HEAD = { seq: 3, mac: 'm'.repeat(43) };
const bridgeFrame = hostileJson(
  fc.constantFrom<object>(
    { jsonrpc: '2.0', id: 1, result: { version: '1', demo: false, windows: { password: true, confirm: true } } },
    {
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32000, message: 'x', data: { reason: 'token.none', hint: 'x', retriesLeft: 1 } },
    },
    { jsonrpc: '2.0', method: 'token.changed', params: {} },
    { jsonrpc: '2.0', method: 'beat', params: {} },
    { jsonrpc: '2.0', method: 'journal.changed', params: { head: HEAD, after: { ...HEAD, seq: 2 } } },
  ),
);

/** What the browser's storage holds, read by all who keep something there. */
const stored = hostileValue(
  fc.constant({
    pairing: { schemaVersion: 1, state: 'paired', id: 'p', bridge: 'b', secret: 'A'.repeat(43) },
    sites: { schemaVersion: 2, origins: [SITE] },
    setup: { schemaVersion: 1, sites: [SITE] },
    'journal:b': { schemaVersion: 1, head: { seq: 3, mac: 'm'.repeat(43) }, broken: false },
    managed: { sites: [SITE], forbiddenSites: ['*', 'evil.test'] },
  }),
);
// A spy would keep every call.
console.warn = () => undefined;

fuzz(
  'frames of a bridge',
  fc.tuple(fc.array(bridgeFrame, { minLength: 1, maxLength: 3 }), stored),
  async ([frames, kept]) => {
    await readStored(Object(kept) as Record<string, unknown>);
    const far = new EventTarget();
    const socket = Object.assign(far, { bufferedAmount: 0, send: () => undefined, close: () => undefined });
    let ended = 0;
    const session = new Session(new Channel(socket as unknown as LinkSocket), {
      notified: () => undefined,
      ended: () => {
        ended += 1;
      },
    });
    const answer = session.call('status', {});
    await new Promise(setImmediate);
    for (const data of frames) far.dispatchEvent(new MessageEvent('message', { data }));
    await new Promise(setImmediate);
    far.dispatchEvent(new Event('close'));
    const outcome = await answer;
    if (!outcome.ok && !REASONS.includes(outcome.reason)) throw new Error('no reason of ours');
    if (outcome.ok && typeof outcome.value.version !== 'string') throw new Error('a result that breaks its schema');
    await new Promise(setImmediate);
    if (ended !== 1 || session.pending !== 0) throw new Error('something is still awaited');
  },
);

async function readStored(storage: Record<string, unknown>): Promise<void> {
  const get = async (): Promise<Record<string, unknown>> => storage;
  const area = { get, set: async () => undefined };
  vi.stubGlobal('chrome', { storage: { local: area, managed: area } });
  const pairing = await loadPairing();
  if (typeof pairing !== 'string' && pairing.secret.length !== 32) throw new Error('no secret of 32 bytes');
  for (const origin of await readStoredSites()) if (!isSiteOrigin(origin)) throw new Error(`no site: ${origin}`);
  const policy = sitePolicy(storage.managed);
  if (!policy.readable && !policy.forbids(SITE)) throw new Error('a policy that cannot be read permits something');
  policy.forbids(SITE);
  const end = { head: { seq: 4, mac: 'n'.repeat(43) }, after: null };
  await new JournalMirror(area).moved('b', end, async () => failure('bridge.disconnected'));
}
