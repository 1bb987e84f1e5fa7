import { afterEach, expect, test, vi } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { reasonSentence } from '../../shared/text/reasons.js';
import { type RelayOptions, type RelayPort, relayPort } from './relay.js';

const SITE = 'http://portal.test';
const SOCKET = 'a'.repeat(32);
const KEY = 'b'.repeat(32);
const CALLER = { origin: SITE, tab: 1, frame: 0, document: 'D', ancestors: [] };
const PAGE = { purpose: 'login', company: '甲公司', code: null, acted: true };
const OPEN = { type: 'open', socket: SOCKET, service: 'certificate', ancestors: [] };

function setUp(answer: () => Promise<Result<{ frame: string | null }>>, origin = SITE, frameId = 0) {
  const sender = {
    id: EXTENSION_ID,
    origin,
    tab: { id: 1, url: origin },
    frameId,
    documentId: 'D',
    documentLifecycle: 'active',
  };
  let send: (message: unknown) => void = () => {};
  let leave: () => void = () => {};
  const port = {
    sender,
    onMessage: {
      addListener: (listener: typeof send) => {
        send = listener;
      },
    },
    onDisconnect: {
      addListener: (listener: typeof leave) => {
        leave = listener;
      },
    },
    postMessage: vi.fn(),
    disconnect: vi.fn(),
  } satisfies RelayPort;
  const release = vi.fn();
  const call = vi.fn(answer);
  const link = { call: call as unknown as RelayOptions['link']['call'], notify: vi.fn(), hold: () => release };
  const enabled = new Set([SITE]);
  const hops = { add: vi.fn<RelayOptions['hops']['add']>() };
  const logins = { add: vi.fn(async () => undefined) };
  const options = {
    logins,
    link,
    extension: EXTENSION_ID,
    enabled: async () => enabled,
    language: 'zh-CN',
    hops,
  } as const;
  const relay = relayPort(port, options);
  return {
    logins,
    hops,
    relay,
    enabled,
    port,
    send: (message: unknown) => send(message),
    leave: () => leave(),
    link,
    call,
    release,
  };
}

const text = (frame: string) => ({ type: 'text', key: KEY, frame });

async function answerTo(frame: string, result: Result<{ frame: string | null }>) {
  const { send, port } = setUp(async () => result);
  send(OPEN);
  send(text(frame));
  await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledTimes(2));
  return port.postMessage.mock.lastCall?.[0];
}

afterEach(() => vi.restoreAllMocks());

test('a socket of an enabled page opens at once, with the words for the day when the extension is gone', async () => {
  const { send, port } = setUp(async () => failure('bridge.unreachable'));
  send(OPEN);
  await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalled());
  const msg = reasonSentence('zh-CN', 'extension.updated');
  expect(port.postMessage).toHaveBeenCalledWith({ type: 'opened', gone: { ret: -536145887, msg } });
});

test('of an answer, the log is told how it went and who asked, and a name only where it is a function of ours', async () => {
  const { send, hops } = setUp(async () => failure('bridge.unreachable'));
  send(OPEN);
  for (const fn of ['SignText', 'Secret123456']) send(text(`1|${fn}|{"pin":"123456"}`));
  await vi.waitFor(() => expect(hops.add).toHaveBeenCalledTimes(2));
  const told = hops.add.mock.calls.map(([hop]) => hop);
  expect(told).toMatchObject(
    ['SignText', 'unknown'].map((name) => ({
      hop: 'page',
      name,
      outcome: 'bridge.unreachable',
      tab: 1,
      frame: 0,
      origin: SITE,
    })),
  );
  expect(JSON.stringify(told)).not.toContain('123456');
});

test('the log is told the number in an answer, and how long the frame was on its way, as far as that can be', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
  const { send, hops } = setUp(async () => success({ frame: '1|SignText|{"ret":12,"msg":"Secret"}' }));
  send(OPEN);
  for (const postedAt of [999_988, 2_000_000, -1]) send({ ...text('1|SignText'), postedAt });
  send(text('1|SignText'));
  await vi.waitFor(() => expect(hops.add).toHaveBeenCalledTimes(4));
  const told = hops.add.mock.calls.map(([hop]) => hop);
  expect(told.map(({ ret, reached }) => [ret, reached])).toEqual([
    [12, 12],
    [12, 0],
    [12, 60_000],
    [12, undefined],
  ]);
  expect(JSON.stringify(told)).not.toContain('Secret');
});

test('a socket of any other page is refused, and its frames do not reach the bridge', async () => {
  const { send, port, call } = setUp(async () => success({ frame: null }), 'http://evil.test');
  send(OPEN);
  send(text('1|GetCertCount'));
  await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledTimes(2));
  expect(port.postMessage.mock.calls[0]?.[0]).toEqual({ type: 'refused' });
  expect(call).not.toHaveBeenCalled();
});

test('a frame goes to the bridge under the caller that the browser names', async () => {
  const { send, port, call } = setUp(async () => success({ frame: '1|GetCertCount|{"ret":0}' }));
  send(OPEN);
  send(text('1|GetCertCount'));
  await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledTimes(2));
  const params = { socket: SOCKET, service: 'certificate', key: KEY, frame: '1|GetCertCount' };
  expect(call).toHaveBeenCalledWith('vendor.call', params, CALLER);
  expect(port.postMessage).toHaveBeenLastCalledWith({ type: 'answer', key: KEY, frame: '1|GetCertCount|{"ret":0}' });
});

test('what the page says of itself goes with its frame', async () => {
  const { send, call } = setUp(async () => success({ frame: null }));
  const page = { ...PAGE, code: '91350100M000100Y43' };
  send(OPEN);
  send({ ...text('1|SignText'), page });
  await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(1));
  const params = { socket: SOCKET, service: 'certificate', key: KEY, frame: '1|SignText', page };
  expect(call).toHaveBeenCalledWith('vendor.call', params, CALLER);
});

test.each([
  ['was signed', '1|SignText|{"ret":0}', 'login', 1],
  ['was refused', '1|SignText|{"ret":1000}', 'login', 0],
  ['is none', '1|SignText|{"ret":0}', 'bind', 0],
])('of a tab whose login %s, that is noted which was signed', async (_, frame, purpose, times) => {
  const { send, port, logins } = setUp(async () => success({ frame }));
  send(OPEN);
  send({ ...text('1|SignText'), page: { ...PAGE, purpose } });
  await vi.waitFor(() => expect(port.postMessage).toHaveBeenCalledTimes(2));
  expect(logins.add).toHaveBeenCalledTimes(times);
});

test('a failure becomes a vendor answer that says what to do', async () => {
  const answer = await answerTo('1|SignText|{"signText":"a"}', failure('bridge.disconnected'));
  const [, fn, json] = (answer.frame as string).split('|');
  expect(fn).toBe('SignText');
  expect(JSON.parse(json ?? '')).toEqual({ ret: 1009, msg: reasonSentence('zh-CN', 'bridge.disconnected') });
});

test('the greeting is answered without a bridge too, so that the next call gets the explanation', async () => {
  expect(await answerTo('0|1700000000000', failure('bridge.unreachable'))).toMatchObject({ frame: '0|Welcome' });
});

test('a frame that calls nothing gets no frame back', async () => {
  expect(await answerTo('hello', failure('bridge.unreachable'))).toEqual({ type: 'answer', key: KEY, frame: null });
});

test('the end of the port ends the state in the bridge, and no answer follows', async () => {
  let finish: (result: Result<{ frame: string | null }>) => void = () => {};
  const { send, leave, port, link, call, release } = setUp(
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
  send(OPEN);
  send(text('1|UILogin'));
  await vi.waitFor(() => expect(call).toHaveBeenCalled());
  leave();
  await vi.waitFor(() => expect(release).toHaveBeenCalledTimes(1));
  expect(link.notify).toHaveBeenCalledWith('vendor.closed', { socket: SOCKET }, CALLER);
  finish(success({ frame: 'late' }));
  await new Promise(setImmediate);
  expect(port.postMessage).toHaveBeenCalledTimes(1);
});

test('its document is a caller while its socket is open and its site enabled', async () => {
  const { relay, enabled, send, leave } = setUp(async () => success({ frame: null }));
  expect((await relay.caller()).ok).toBe(false);
  send(OPEN);
  expect(await relay.caller()).toEqual(success(CALLER));
  enabled.clear();
  expect(await relay.caller()).toEqual(failure('site.notEnabled'));
  enabled.add(SITE);
  leave();
  expect((await relay.caller()).ok).toBe(false);
});

test('only a top document is what its tab shows', () => {
  const top = setUp(async () => success({ frame: null })).relay;
  const frame = setUp(async () => success({ frame: null }), SITE, 7).relay;
  expect([top.isTopOf(1), top.isTopOf(2), frame.isTopOf(1)]).toEqual([true, false, false]);
});

test.each([
  ['a frame before the socket is open', [text('1|GetCertCount')]],
  ['a second open', [OPEN, OPEN]],
  ['an unknown message', [OPEN, { type: 'journal' }]],
  ['an extra key', [{ ...OPEN, origin: SITE }]],
  ['a purpose that there is none of', [OPEN, { ...text('1|SignText'), page: { ...PAGE, purpose: 'trust' } }]],
  ['a company of 101 letters', [OPEN, { ...text('1|SignText'), page: { ...PAGE, company: '甲'.repeat(101) } }]],
  ['a page’s claim of another kind', [OPEN, { ...text('1|SignText'), page: { ...PAGE, origin: SITE } }]],
  ['an id that is not ours', [{ ...OPEN, socket: 'x' }]],
])('%s ends the port', async (_, messages) => {
  const { send, port, call, release } = setUp(async () => success({ frame: null }));
  for (const message of messages) send(message);
  expect(port.disconnect).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(release).toHaveBeenCalledTimes(1));
  expect(call).not.toHaveBeenCalled();
});
