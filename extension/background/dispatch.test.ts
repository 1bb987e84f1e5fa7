import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { failure } from '../../shared/protocol/reasons.js';
import { MESSAGES, PORTS } from '../messages/index.js';
import { Dispatch, type DispatchOptions } from './dispatch.js';
import type { Verify } from './journal-mirror.js';
import type { Sender } from './sender.js';

const SITE = 'http://portal.test';
const tab = { id: 1, url: SITE };
const SENDERS: Record<string, Sender> = {
  site: { id: EXTENSION_ID, origin: SITE, tab, frameId: 0, documentId: 'D', documentLifecycle: 'active' },
  own: { id: EXTENSION_ID, origin: `chrome-extension://${EXTENSION_ID}` },
  ownTab: { id: EXTENSION_ID, origin: `chrome-extension://${EXTENSION_ID}`, tab },
  foreignExtension: { id: 'b'.repeat(32), origin: `chrome-extension://${'b'.repeat(32)}` },
  foreignAsOwn: { id: 'b'.repeat(32), origin: `chrome-extension://${EXTENSION_ID}` },
  nobody: {},
};

/** What chrome.storage.local holds of the pairing. */
let stored: unknown;

beforeEach(() => {
  stored = undefined;
  const local = {
    get: async () => ({ pairing: stored }),
    remove: async () => {
      stored = undefined;
    },
  };
  vi.stubGlobal('chrome', { storage: { local } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function dispatch() {
  const link: DispatchOptions['link'] = {
    call: vi.fn(async () => failure('bridge.unreachable')),
    notify: vi.fn(),
    hold: vi.fn(() => () => {}),
    subscribe: vi.fn(() => () => {}),
  };
  const sites = {
    status: vi.fn(async () => ({ site: null, sites: [] })),
    enable: vi.fn(async () => {}),
    remove: vi.fn(async () => {}),
    reload: vi.fn(async () => {}),
  } satisfies DispatchOptions['sites'];
  const kept = { head: { seq: 4, mac: 'm'.repeat(43) }, broken: true };
  const record = {
    kept: vi.fn(async () => kept),
    verified: vi.fn((verify: Verify) => verify({ mirror: kept.head })),
  } satisfies DispatchOptions['record'];
  const served = new Set([SITE]);
  const enabled = async () => served;
  const target = new Dispatch({ link, enabled, sites, record, extension: EXTENSION_ID, language: 'zh-CN' });
  /** Whatever a message could set off. */
  const effects = () =>
    [link.call, link.notify, ...Object.values(sites), ...Object.values(record)].flatMap(
      (effect): unknown[] => vi.mocked(effect).mock.calls,
    );
  return { link, sites, served, target, effects };
}

const STATUS = { type: 'popup.status' };
const CHANGE = { type: 'password.change', token: 't1' };
const SITE_STATUS = { type: 'site.status', origin: SITE };
const SITE_CHANGES = (['enable', 'remove', 'reload'] as const).map((change) => ({
  type: 'site.change',
  change,
  origin: 'http://other.test',
}));
const LIST = { type: 'pairing.list' };
const RENAME = { type: 'pairing.rename', id: 'p1', name: '财务' };
const REVOKE = { type: 'pairing.revoke', id: 'p1' };
const PLACE = { origin: SITE, tab: 1 };
const TAB_STATE = { type: 'tab.state', ...PLACE };
const REBIND = { type: 'tab.rebind', ...PLACE, certificate: 'c'.repeat(64) };
const RESUME = { type: 'site.resume', origin: SITE };
const GRANT = { type: 'grant.ask', ...PLACE, count: 10 };
const RECORD_STATE = { type: 'journal.state' };
const RECORDS = { type: 'journal.list', before: 7, limit: 10 };
const VERIFY = { type: 'journal.verify' };
const EXPORT = { type: 'journal.export', before: null };

test('every message and port says who may send it', () => {
  expect(Object.entries(MESSAGES).map(([name, { sender }]) => [name, sender])).toEqual([
    ['beat', 'site'],
    ['popup.status', 'own'],
    ['password.change', 'own'],
    ['site.status', 'own'],
    ['site.change', 'own'],
    ['pairing.list', 'own'],
    ['pairing.rename', 'own'],
    ['pairing.revoke', 'own'],
    ['tab.state', 'own'],
    ['tab.rebind', 'own'],
    ['site.resume', 'own'],
    ['grant.ask', 'own'],
    ['journal.state', 'own'],
    ['journal.list', 'own'],
    ['journal.verify', 'own'],
    ['journal.export', 'own'],
  ]);
  expect(Object.entries(PORTS).map(([name, { sender }]) => [name, sender])).toEqual([
    ['vendor', 'site'],
    ['popup', 'own'],
  ]);
});

test.each(['own', 'ownTab'])('popup.status is answered to %s', async (name) => {
  const { target } = dispatch();
  await expect(target.message(STATUS, SENDERS[name] ?? {})).resolves.toEqual({
    bridge: { ok: false, reason: 'bridge.unreachable' },
    tokens: { ok: false, reason: 'bridge.unreachable' },
    certificates: { ok: false, reason: 'bridge.unreachable' },
  });
});

test('password.change of our own page is the bridge’s', async () => {
  const { target, link } = dispatch();
  await expect(target.message(CHANGE, SENDERS.own ?? {})).resolves.toEqual({ ok: false, reason: 'bridge.unreachable' });
  expect(link.call).toHaveBeenCalledWith('password.change', { token: 't1' });
});

test.each([
  [LIST, 'pairing.list', {}],
  [RENAME, 'pairing.rename', { id: 'p1', name: '财务' }],
  [REVOKE, 'pairing.revoke', { id: 'p1' }],
  [TAB_STATE, 'tab.state', PLACE],
  [REBIND, 'tab.rebind', { ...PLACE, certificate: 'c'.repeat(64) }],
  [RESUME, 'site.resume', { origin: SITE }],
  [RECORDS, 'journal.list', { before: 7, limit: 10 }],
  [VERIFY, 'journal.verify', { mirror: { seq: 4, mac: 'm'.repeat(43) } }],
  [EXPORT, 'journal.export', { before: null }],
])('%o of our own page is the bridge’s', async (message, method, params) => {
  stored = { schemaVersion: 1, state: 'revoked' };
  const { target, link } = dispatch();
  await expect(target.message(message, SENDERS.own ?? {})).resolves.toEqual({
    ok: false,
    reason: 'bridge.unreachable',
  });
  expect(link.call).toHaveBeenCalledWith(method, params);
});

test('whether the record is broken is told to our own pages, with no bridge asked', async () => {
  const { target, link } = dispatch();
  await expect(target.message(RECORD_STATE, SENDERS.ownTab ?? {})).resolves.toEqual({ broken: true });
  expect(link.call).not.toHaveBeenCalled();
});

test.each([null, 'mine'])('our own connection (%s) ends here even where the bridge cannot be told', async (id) => {
  stored = { schemaVersion: 1, state: 'paired', id: 'mine', bridge: 'b', secret: 'A'.repeat(43) };
  const { target, link } = dispatch();
  await expect(target.message({ ...REVOKE, id }, SENDERS.own ?? {})).resolves.toEqual({ ok: true });
  expect(link.call).toHaveBeenCalledWith('pairing.revoke', { id: 'mine' });
  expect(stored).toBeUndefined();
});

test.each(
  ['site', 'foreignExtension', 'foreignAsOwn', 'nobody'].flatMap((name) =>
    [
      STATUS,
      CHANGE,
      LIST,
      RENAME,
      REVOKE,
      TAB_STATE,
      REBIND,
      RESUME,
      GRANT,
      RECORD_STATE,
      RECORDS,
      VERIFY,
      EXPORT,
      SITE_STATUS,
      ...SITE_CHANGES,
    ].map((message) => [message.type, name, message] as const),
  ),
)('%s is refused to %s', (_, name, message) => {
  const { target, effects } = dispatch();
  expect(target.message(message, SENDERS[name] ?? {})).toBeUndefined();
  expect(effects()).toEqual([]);
});

test.each([
  ['an unknown type', { type: 'journal.erase' }],
  ['an inherited name', { type: 'constructor' }],
  ['no type', {}],
  ['an extra key', { ...STATUS, extra: 1 }],
  ['a wrong value', { ...SITE_STATUS, origin: 5 }],
  ['a pattern for a site', { ...SITE_CHANGES[0], origin: 'http://*.test' }],
  ['an address for a site', { ...SITE_CHANGES[0], origin: `${SITE}/path` }],
  ['no website', { ...SITE_CHANGES[0], origin: 'file:///etc' }],
  ['an unknown change', { ...SITE_CHANGES[0], change: 'constructor' }],
  ['a password', { ...CHANGE, password: '123456' }],
  ['a name that is too long', { ...RENAME, name: 'x'.repeat(41) }],
  ['no name', { ...RENAME, name: ' ' }],
  ['a secret asked for', { ...LIST, secret: true }],
  ['a caller', { ...GRANT, document: 'D' }],
  ['no signatures', { ...GRANT, count: 0 }],
  ['1001 signatures', { ...GRANT, count: 1_001 }],
  ['half a signature', { ...GRANT, count: 1.5 }],
  ['a page of the record that is too long', { ...RECORDS, limit: 501 }],
  ['an end of one’s own to check the record by', { ...VERIFY, mirror: null }],
  ['null', null],
  ['text', 'popup.status'],
])('%s is refused even to our own pages', (_, message) => {
  const { target, effects } = dispatch();
  expect(target.message(message, SENDERS.own ?? {})).toBeUndefined();
  expect(effects()).toEqual([]);
});

test.each(SITE_CHANGES)('site.change $change of our own page is done for that origin', async (message) => {
  const { target, sites } = dispatch();
  await target.message(message, SENDERS.own ?? {});
  expect(sites[message.change].mock.calls).toEqual([['http://other.test']]);
});

test('when a site is removed, its open sockets end and the bridge forgets what it has for them', async () => {
  const { target, link, served } = dispatch();
  let send: (message: unknown) => void = () => {};
  const port = {
    name: 'vendor',
    sender: SENDERS.site,
    onMessage: {
      addListener: (listener: typeof send) => {
        send = listener;
      },
    },
    onDisconnect: { addListener: vi.fn() },
    postMessage: vi.fn(),
    disconnect: vi.fn(),
  };
  target.port(port);
  const socket = 'a'.repeat(32);
  send({ type: 'open', socket, service: 'certificate', ancestors: [] });
  await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledWith(expect.objectContaining({ type: 'opened' })));

  await target.recheck();
  expect(port.disconnect).not.toHaveBeenCalled();
  served.clear();
  await target.recheck();
  expect(port.disconnect).toHaveBeenCalledTimes(1);
  expect(link.notify).toHaveBeenCalledWith('vendor.closed', { socket }, expect.objectContaining({ origin: SITE }));
  await target.recheck();
  expect(link.notify).toHaveBeenCalledTimes(1);
});

function connect(name: string, sender: Sender | undefined) {
  const { target, link } = dispatch();
  const event = { addListener: vi.fn() };
  const port = { name, sender, onMessage: event, onDisconnect: event, postMessage: vi.fn(), disconnect: vi.fn() };
  target.port(port);
  return {
    accepted: vi.mocked(link.hold).mock.calls.length === 1,
    disconnected: port.disconnect.mock.calls.length === 1,
  };
}

test.each([
  ['vendor', 'site', true],
  ['vendor', 'own', false],
  ['vendor', 'foreignExtension', false],
  ['vendor', 'nobody', false],
  ['popup', 'own', true],
  ['popup', 'site', false],
  ['popup', 'foreignAsOwn', false],
  ['journal', 'own', false],
  ['toString', 'own', false],
])('port %s from %s: %s', (name, sender, accepted) => {
  expect(connect(name, SENDERS[sender])).toEqual({ accepted, disconnected: !accepted });
});
