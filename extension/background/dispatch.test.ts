import 'fake-indexeddb/auto';
import { clear } from 'idb-keyval';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { failure, success } from '../../shared/protocol/reasons.js';
import { MESSAGES, type MessageType, PORTS, type PortName } from '../messages/index.js';
import { REQUESTS } from '../messages/testing/requests.js';
import { loadPairing, markRevoked, storePairing } from '../pairing/stored.js';
import { newMonth } from '../workflow/month.js';
import { Dispatch, type DispatchOptions } from './dispatch.js';
import type { Verify } from './journal-mirror.js';
import type { Sender } from './sender.js';

const SITE = 'http://portal.test';
const EVIL = 'http://evil.test';
const OWN = `chrome-extension://${EXTENSION_ID}`;
const FOREIGN = 'b'.repeat(32);
const tab = { id: 1, url: `${SITE}/` };
const site = { id: EXTENSION_ID, origin: SITE, tab, frameId: 0, documentId: 'D', documentLifecycle: 'active' };

/** Everybody who could send something, as the browser describes them. A frame reports SITE around itself. */
const SENDERS = {
  'our popup': { id: EXTENSION_ID, origin: OWN },
  'our page in a tab': { id: EXTENSION_ID, origin: OWN, tab: { id: 1, url: `${OWN}/` }, frameId: 0 },
  'our page in a frame of a site': { id: EXTENSION_ID, origin: OWN, tab, frameId: 4 },
  'the relay on an enabled site': site,
  'the relay in a frame of an enabled site': { ...site, frameId: 4 },
  'the relay in a frame below a foreign page': { ...site, frameId: 4, tab: { id: 1, url: `${EVIL}/` } },
  'the relay on a site that is not enabled': { ...site, origin: EVIL, tab: { id: 1, url: `${EVIL}/` } },
  'the relay in a foreign frame of an enabled site': { ...site, origin: EVIL, frameId: 4 },
  'the relay in an opaque document': { ...site, origin: 'null', frameId: 4 },
  'the relay of a prerendered page': { ...site, documentLifecycle: 'prerender' },
  'the relay of a page in the back/forward cache': { ...site, documentLifecycle: 'cached' },
  'the relay without a tab': { ...site, tab: undefined },
  'another extension': { id: FOREIGN, origin: `chrome-extension://${FOREIGN}` },
  'another extension in our name': { id: FOREIGN, origin: OWN },
  'a content script of another extension': { ...site, id: FOREIGN },
  'a web page itself': { ...site, id: undefined },
  nobody: {},
} satisfies Record<string, Sender>;
type SenderName = keyof typeof SENDERS;
const SENDER_NAMES = Object.keys(SENDERS) as SenderName[];

const OUR_PAGES: readonly SenderName[] = ['our popup', 'our page in a tab'];
const SERVED_PAGES: readonly SenderName[] = ['the relay on an enabled site', 'the relay in a frame of an enabled site'];

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

/** Who is answered. */
const MESSAGE_ROWS: Record<MessageType, readonly SenderName[]> = {
  // Nobody: its arrival is all that it is for.
  beat: [],
  'popup.status': OUR_PAGES,
  'checks.run': OUR_PAGES,
  'key.change': OUR_PAGES,
  'password.change': OUR_PAGES,
  'site.status': OUR_PAGES,
  'site.change': OUR_PAGES,
  'pairing.list': OUR_PAGES,
  'pairing.rename': OUR_PAGES,
  'pairing.revoke': OUR_PAGES,
  'tab.state': OUR_PAGES,
  'tab.rebind': OUR_PAGES,
  'site.resume': OUR_PAGES,
  'grant.ask': OUR_PAGES,
  'expiry.state': OUR_PAGES,
  'expiry.turn': OUR_PAGES,
  'journal.state': OUR_PAGES,
  'journal.list': OUR_PAGES,
  'journal.verify': OUR_PAGES,
  'journal.export': OUR_PAGES,
  'journal.accept': OUR_PAGES,
  'popups.state': OUR_PAGES,
  'popups.allow': OUR_PAGES,
  'popups.report': SERVED_PAGES,
  'popups.allowHere': SERVED_PAGES,
  'hops.list': OUR_PAGES,
  'hops.clear': OUR_PAGES,
  'month.look': SERVED_PAGES,
  'month.tell': OUR_PAGES,
  'unit.set': OUR_PAGES,
};

/** Who is served on each port. */
const PORT_ROWS: Record<PortName, readonly SenderName[]> = { vendor: SERVED_PAGES, popup: OUR_PAGES };

const WORDS = { what: 'what', todo: 'todo' };
const PAIRING = { id: 'mine', bridge: 'b', secret: new Uint8Array(32) };

beforeEach(async () => {
  await clear();
  vi.stubGlobal('chrome', { storage: { local: { get: async () => ({}) } } });
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
    accepted: vi.fn(async () => success(undefined)),
  } satisfies DispatchOptions['record'];
  const reminders = {
    seen: vi.fn(async () => {}),
    on: vi.fn(async () => true),
    turn: vi.fn(async () => {}),
  } satisfies DispatchOptions['reminders'];
  const checks = { run: vi.fn(async () => []) } satisfies DispatchOptions['checks'];
  const keys = { rename: vi.fn(async () => {}), forget: vi.fn(async () => {}) } satisfies DispatchOptions['keys'];
  const bound = { forget: vi.fn(async () => {}) } satisfies DispatchOptions['bound'];
  const facts = { setting: 'block', byUs: false, blockedAt: null, closedAt: null } as const;
  const popups = {
    facts: vi.fn(async () => facts),
    allow: vi.fn(async () => ({ ok: true as const })),
    report: vi.fn(async () => ({ bar: null })),
    allowHere: vi.fn(async () => ({ refused: null, again: WORDS, closedAtOnce: WORDS })),
  } satisfies DispatchOptions['popups'];
  const months = {
    look: vi.fn(async () => ({
      unit: { key: 'u', origin: SITE, company: '腾飞', account: null, nickname: '', cutOff: null, seen: 0 },
      month: newMonth('u', '202611', 0),
    })),
    tell: vi.fn(async () => {}),
    set: vi.fn(async () => {}),
  } satisfies DispatchOptions['months'];
  const served = new Set([SITE]);
  const enabled = async () => served;
  const hops = { add: vi.fn(), list: vi.fn(async () => []), clear: vi.fn(async () => undefined) };
  const target = new Dispatch({
    link,
    enabled,
    sites,
    record,
    keys,
    bound,
    checks,
    hops,
    logins: { add: vi.fn(async () => undefined), remove: vi.fn(async () => undefined) },
    popups,
    months,
    reminders,
    extension: EXTENSION_ID,
    language: 'zh-CN',
  });
  /** Whatever a message could set off. */
  const effects = () =>
    [
      link.call,
      link.notify,
      ...Object.values(sites),
      ...Object.values(record),
      ...Object.values(checks),
      ...Object.values(keys),
      ...Object.values(bound),
      ...Object.values(reminders),
      ...Object.values(popups),
      ...Object.values(months),
    ].flatMap((effect): unknown[] => vi.mocked(effect).mock.calls);
  return { link, sites, popups, served, target, effects };
}

test('the tables know every message and port', () => {
  expect(Object.keys(MESSAGE_ROWS)).toEqual(Object.keys(MESSAGES));
  expect(Object.keys(REQUESTS)).toEqual(Object.keys(MESSAGES));
  expect(Object.keys(PORT_ROWS)).toEqual(Object.keys(PORTS));
});

test.each(
  Object.entries(MESSAGE_ROWS).flatMap(([type, to]) =>
    SENDER_NAMES.map((name) => [type as MessageType, to.includes(name) ? 'answered' : 'refused', name] as const),
  ),
)('%s is %s to %s', async (type, outcome, name) => {
  const { target, effects } = dispatch();
  for (const request of REQUESTS[type]) {
    const answer = target.message(request, SENDERS[name]);
    // Whether a site is enabled is looked up first, so who is none is answered with nothing.
    const answered = answer instanceof Promise && (await answer) !== null;
    expect(answered ? 'answered' : 'refused').toBe(outcome);
  }
  if (outcome === 'refused') expect(effects()).toEqual([]);
});

test.each(
  Object.entries(PORT_ROWS).flatMap(([port, to]) =>
    SENDER_NAMES.map((name) => [port, to.includes(name) ? 'served' : 'refused', name] as const),
  ),
)('port %s is %s to %s', async (name, outcome, sender) => {
  const { link, accepted, port, send } = connect(name, SENDERS[sender]);
  if (name === 'vendor' && accepted) {
    send({ type: 'open', socket: 'a'.repeat(32), service: 'certificate', ancestors: [SITE] });
    send({ type: 'text', key: 'b'.repeat(32), frame: '1|GetCertCount' });
    await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledTimes(2));
    expect(port.postMessage).toHaveBeenCalledWith(
      expect.objectContaining({ type: outcome === 'served' ? 'opened' : 'refused' }),
    );
    expect(vi.mocked(link.call).mock.calls).toHaveLength(outcome === 'served' ? 1 : 0);
  } else {
    expect([accepted, port.disconnect.mock.calls.length]).toEqual(outcome === 'served' ? [true, 0] : [false, 1]);
  }
});

test('popup.status says of everything why it is not there', async () => {
  const { target } = dispatch();
  await expect(target.message(STATUS, SENDERS['our popup'])).resolves.toEqual({
    bridge: { ok: false, reason: 'bridge.unreachable' },
    tokens: { ok: false, reason: 'bridge.unreachable' },
    certificates: { ok: false, reason: 'bridge.unreachable' },
  });
});

test('password.change of our own page is the bridge’s', async () => {
  const { target, link } = dispatch();
  await expect(target.message(CHANGE, SENDERS['our popup'])).resolves.toEqual({
    ok: false,
    reason: 'bridge.unreachable',
  });
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
  await markRevoked();
  const { target, link } = dispatch();
  await expect(target.message(message, SENDERS['our popup'])).resolves.toEqual({
    ok: false,
    reason: 'bridge.unreachable',
  });
  expect(link.call).toHaveBeenCalledWith(method, params);
});

test('whether the record is broken is told to our own pages, with no bridge asked', async () => {
  const { target, link } = dispatch();
  await expect(target.message(RECORD_STATE, SENDERS['our page in a tab'])).resolves.toEqual({ broken: true });
  expect(link.call).not.toHaveBeenCalled();
});

test.each([null, 'mine'])('our own connection (%s) ends here even where the bridge cannot be told', async (id) => {
  await storePairing(PAIRING);
  const { target, link } = dispatch();
  await expect(target.message({ ...REVOKE, id }, SENDERS['our popup'])).resolves.toEqual({ ok: true });
  expect(link.call).toHaveBeenCalledWith('pairing.revoke', { id: 'mine' });
  expect(await loadPairing()).toBe('bridge.unpaired');
});

test('our own connection does not end where it cannot be told which it is', async () => {
  await storePairing(PAIRING);
  const broken = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('broken', 'UnknownError');
  });
  const { target } = dispatch();
  const answer = await target.message({ ...REVOKE, id: null }, SENDERS['our popup']);
  broken.mockRestore();
  expect([answer, await loadPairing()]).toEqual([{ ok: false, reason: 'pairing.unreadable' }, PAIRING]);
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
  expect(target.message(message, SENDERS['our popup'])).toBeUndefined();
  expect(effects()).toEqual([]);
});

test.each(SITE_CHANGES)('site.change $change of our own page is done for that origin', async (message) => {
  const { target, sites } = dispatch();
  await target.message(message, SENDERS['our popup']);
  expect(sites[message.change].mock.calls).toEqual([['http://other.test']]);
});

test('a page allows windows of its own site alone: which that is, the browser says', async () => {
  const { target, popups } = dispatch();
  await target.message({ type: 'popups.allowHere' }, SENDERS['the relay on an enabled site']);
  expect(popups.allowHere.mock.calls).toEqual([[SITE, 'zh-CN']]);
  expect(
    target.message({ type: 'popups.allowHere', origin: EVIL }, SENDERS['the relay on an enabled site']),
  ).toBeUndefined();
});

test('when a site is removed, its open sockets end and the bridge forgets what it has for them', async () => {
  const { target, link, served } = dispatch();
  let send: (message: unknown) => void = () => {};
  const port = {
    name: 'vendor',
    sender: site,
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
  let send: (message: unknown) => void = () => {};
  const onMessage = {
    addListener: (listener: typeof send) => {
      send = listener;
    },
  };
  const onDisconnect = { addListener: vi.fn() };
  const port = { name, sender, onMessage, onDisconnect, postMessage: vi.fn(), disconnect: vi.fn() };
  target.port(port);
  const accepted = vi.mocked(link.hold).mock.calls.length === 1;
  return { link, port, accepted, send: (message: unknown) => send(message) };
}

test.each(['journal', 'toString', ''])('a port named “%s” is refused even to our own pages', (name) => {
  const { accepted, port } = connect(name, SENDERS['our popup']);
  expect([accepted, port.disconnect.mock.calls.length]).toEqual([false, 1]);
});
