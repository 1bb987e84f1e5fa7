import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PageClaims } from '../../shared/protocol/page-claims.js';
import { WELCOME_FRAME } from '../../shared/vendor/frame.js';
import type { VendorPortReply, VendorPortRequest } from '../messages/vendor-port.js';
import type { RelayMessage } from './channel.js';
import { Relay } from './relay.js';

/** The background as the relay sees it: ports, what came in on each, and the service worker's death. */
class Background {
  readonly ports: { received: VendorPortRequest[]; reply: (reply: VendorPortReply) => void; die: () => void }[] = [];
  readonly page: RelayMessage[] = [];
  readonly beat = vi.fn();
  /** What the page says of itself. */
  claims: PageClaims | undefined;
  disconnected = 0;
  gone = false;
  #ids = 0;
  readonly relay = new Relay({
    ancestors: ['http://top.test'],
    connect: (reply, die) => {
      if (this.gone) return null;
      const received: VendorPortRequest[] = [];
      this.ports.push({ received, reply, die });
      return { post: (message) => received.push(message), disconnect: () => (this.disconnected += 1) };
    },
    randomId: () => `id${++this.#ids}`,
    toPage: (message) => this.page.push(message),
    observe: () => this.claims,
    beat: this.beat,
  });

  get port() {
    const port = this.ports.at(-1);
    if (!port) throw new Error('no port was opened');
    return port;
  }

  open(socket = 1): void {
    this.relay.fromPage({ type: 'open', socket, url: 'ws://localhost:17212/test' });
    this.port.reply(OPENED);
  }

  text(data: string): void {
    this.relay.fromPage({ type: 'text', socket: 1, data });
  }
}

const OPENED: VendorPortReply = { type: 'opened', gone: { ret: -1, msg: '刷新' } };
const OPEN = { type: 'open', socket: 'id1', service: 'certificate', ancestors: ['http://top.test'] };

let background: Background;
beforeEach(() => {
  vi.useFakeTimers();
  background = new Background();
});
afterEach(() => vi.useRealTimers());

test('a socket opens over a port of its own', () => {
  background.open();
  expect(background.port.received).toEqual([OPEN]);
  expect(background.page).toEqual([{ type: 'opened', socket: 1 }]);
  background.open(2);
  expect(background.ports).toHaveLength(2);
});

test('frames go one at a time, in order, each under its own key', () => {
  background.open();
  background.text('1|A');
  background.text('1|B');
  expect(background.port.received.slice(1)).toEqual([{ type: 'text', key: 'id2', frame: '1|A' }]);
  background.port.reply({ type: 'answer', key: 'id2', frame: '1|A|{}' });
  expect(background.port.received.slice(2)).toEqual([{ type: 'text', key: 'id3', frame: '1|B' }]);
  background.port.reply({ type: 'answer', key: 'id3', frame: null });
  expect(background.page.slice(1)).toEqual([{ type: 'text', socket: 1, data: '1|A|{}' }]);
});

test('an answer to a frame that is not on its way is dropped', () => {
  background.open();
  background.text('1|A');
  background.port.reply({ type: 'answer', key: 'other', frame: 'x' });
  expect(background.page).toHaveLength(1);
});

test('the death of the service worker repeats open and what was not answered, with the same ids', () => {
  background.open();
  background.text('1|A');
  background.text('1|B');
  background.port.die();
  vi.advanceTimersByTime(200);
  expect(background.ports).toHaveLength(2);
  expect(background.port.received).toEqual([OPEN]);
  background.port.reply(OPENED);
  expect(background.port.received.slice(1)).toEqual([{ type: 'text', key: 'id2', frame: '1|A' }]);
  expect(background.page).toEqual([{ type: 'opened', socket: 1 }]);
});

test('a frame keeps what the page said when it sent it, however late and often it goes', () => {
  background.open();
  background.text('1|A');
  const page = { purpose: 'submit', company: '甲公司', code: null, acted: true } as const;
  background.claims = page;
  background.text('1|SignText');
  background.claims = { ...page, company: '乙公司', acted: false };
  background.port.reply({ type: 'answer', key: 'id2', frame: null });
  const sent = { type: 'text', key: 'id3', frame: '1|SignText', page };
  expect(background.port.received.at(-1)).toEqual(sent);
  background.port.die();
  vi.advanceTimersByTime(200);
  background.port.reply(OPENED);
  expect(background.port.received.at(-1)).toEqual(sent);
});

test('a frame sent while there is no service worker waits for the next one', () => {
  background.open();
  background.port.die();
  background.text('1|A');
  vi.advanceTimersByTime(200);
  background.port.reply(OPENED);
  expect(background.port.received.at(-1)).toEqual({ type: 'text', key: 'id2', frame: '1|A' });
});

test('a service worker that dies again and again is asked ever more slowly', () => {
  background.open();
  for (let i = 0; i < 12; i += 1) {
    background.port.die();
    vi.advanceTimersToNextTimer();
  }
  expect(background.ports).toHaveLength(13);
  background.port.die();
  vi.advanceTimersByTime(4_000);
  expect(background.ports).toHaveLength(13);
  vi.advanceTimersByTime(1_000);
  expect(background.ports).toHaveLength(14);
});

test('a port that stays without an answer is given up for another one', () => {
  background.relay.fromPage({ type: 'open', socket: 1, url: 'ws://localhost:17212/test' });
  vi.advanceTimersByTime(3_000);
  expect(background.disconnected).toBe(1);
  vi.advanceTimersByTime(200);
  expect(background.ports).toHaveLength(2);
  background.port.reply(OPENED);
  expect(background.page).toEqual([{ type: 'opened', socket: 1 }]);
  vi.advanceTimersByTime(60_000);
  expect(background.ports).toHaveLength(2);
});

test.each(['refused', 'dead', 'closed'])('a port that is %s is not missed afterwards', (end) => {
  background.relay.fromPage({ type: 'open', socket: 1, url: 'ws://localhost:17212/test' });
  if (end === 'refused') background.port.reply({ type: 'refused' });
  if (end === 'closed') background.relay.fromPage({ type: 'close', socket: 1, code: 1005, reason: '' });
  if (end === 'dead') background.port.die();
  const { length } = background.ports;
  vi.advanceTimersByTime(3_000);
  expect(background.ports).toHaveLength(end === 'dead' ? length + 1 : length);
  expect(background.disconnected).toBe(end === 'dead' ? 0 : 1);
});

test('back from the back/forward cache, every socket is lost', () => {
  background.open();
  background.open(2);
  background.text('1|A');
  background.relay.cut();
  expect(background.page.slice(2)).toEqual([
    { type: 'failed', socket: 1 },
    { type: 'failed', socket: 2 },
  ]);
  vi.advanceTimersByTime(10_000);
  expect(background.ports).toHaveLength(2);
});

test('a refused socket fails and is not tried again', () => {
  background.relay.fromPage({ type: 'open', socket: 1, url: 'ws://localhost:17212/test' });
  background.port.reply({ type: 'refused' });
  expect(background.page).toEqual([{ type: 'failed', socket: 1 }]);
  expect(background.disconnected).toBe(1);
});

test.each(['ws://localhost:80/', 'ws://evil.test:17212/', 'garbage'])('%s is nobody to connect to', (url) => {
  background.relay.fromPage({ type: 'open', socket: 1, url });
  expect(background.page).toEqual([{ type: 'failed', socket: 1 }]);
  expect(background.ports).toHaveLength(0);
});

test('when the extension is gone for good, waiting calls are answered with the reason, then the socket is lost', () => {
  background.open();
  background.text('0|1');
  background.text('1|SignText|{"signText":"a"}');
  background.text('noise');
  background.gone = true;
  background.port.die();
  vi.advanceTimersByTime(200);
  expect(background.page.slice(1)).toEqual([
    { type: 'text', socket: 1, data: WELCOME_FRAME },
    { type: 'text', socket: 1, data: '1|SignText|{"ret":-1,"msg":"\\u5237\\u65b0"}' },
    { type: 'failed', socket: 1 },
  ]);
});

test("the page's close ends the port and is confirmed with the page's code", () => {
  background.open();
  background.relay.fromPage({ type: 'close', socket: 1, code: 4000, reason: 'bye' });
  expect(background.disconnected).toBe(1);
  expect(background.page.at(-1)).toEqual({ type: 'closed', socket: 1, code: 4000, reason: 'bye', wasClean: true });
  background.text('1|A');
  expect(background.port.received).toEqual([OPEN]);
});

test('what was sent before the close is answered first, and nothing is taken after it', () => {
  background.open();
  background.text('1|A');
  background.text('1|B');
  background.relay.fromPage({ type: 'close', socket: 1, code: 1000, reason: '' });
  background.text('1|C');
  background.port.reply({ type: 'answer', key: 'id2', frame: null });
  expect(background.port.received.slice(1)).toEqual([
    { type: 'text', key: 'id2', frame: '1|A' },
    { type: 'text', key: 'id3', frame: '1|B' },
  ]);
  expect(background.disconnected).toBe(0);
  background.port.reply({ type: 'answer', key: 'id3', frame: null });
  expect(background.disconnected).toBe(1);
  expect(background.page.slice(1)).toEqual([{ type: 'closed', socket: 1, code: 1000, reason: '', wasClean: true }]);
  vi.advanceTimersByTime(10_000);
  expect(background.page).toHaveLength(2);
});

test('a close does not wait for ever', () => {
  background.open();
  background.text('1|UILogin');
  background.relay.fromPage({ type: 'close', socket: 1, code: 1000, reason: '' });
  vi.advanceTimersByTime(3_000);
  expect(background.disconnected).toBe(1);
  expect(background.page.at(-1)).toMatchObject({ type: 'closed', code: 1000 });
});

test('a close while the service worker is dead is told to the next one', () => {
  background.open();
  background.port.die();
  background.relay.fromPage({ type: 'close', socket: 1, code: 1005, reason: '' });
  expect(background.port.received).toEqual([OPEN]);
  expect(background.disconnected).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(background.ports).toHaveLength(2);
});

test('a binary frame closes the socket as unsupported data', () => {
  background.open();
  background.relay.fromPage({ type: 'binary', socket: 1, data: 'AQI=' });
  expect(background.page.at(-1)).toEqual({ type: 'closed', socket: 1, code: 1003, reason: '', wasClean: true });
});

test('beats are sent while an answer is awaited, and only then', () => {
  background.open();
  vi.advanceTimersByTime(60_000);
  expect(background.beat).not.toHaveBeenCalled();
  background.text('1|UILogin');
  vi.advanceTimersByTime(41_000);
  expect(background.beat).toHaveBeenCalledTimes(2);
  background.port.reply({ type: 'answer', key: 'id2', frame: null });
  vi.advanceTimersByTime(60_000);
  expect(background.beat).toHaveBeenCalledTimes(2);
});

test.each<[string, number, string]>([
  ['a million frames while one is unanswered', 1_000_000, 'x'],
  ['documents while one is unanswered', 5, 'x'.repeat(11_000_000)],
])('%s lose the socket, as a full buffer does', (_, count, data) => {
  background.open();
  for (let i = 0; i < count; i += 1) background.text(data);
  expect(background.port.received).toHaveLength(2);
  expect(background.page.slice(1)).toEqual([{ type: 'failed', socket: 1 }]);
  expect(background.disconnected).toBe(1);
  background.relay.fromPage({ type: 'open', socket: 2, url: 'ws://localhost:17212/test' });
  expect(background.ports).toHaveLength(2);
});

test('frames that are answered do not add up', () => {
  background.open();
  for (let i = 0; i < 20; i += 1) {
    background.text('x'.repeat(11_000_000));
    background.port.reply({ type: 'answer', key: `id${2 + i}`, frame: null });
  }
  expect(background.page).toEqual([{ type: 'opened', socket: 1 }]);
});

test('a page has a hundred sockets at a time', () => {
  for (let socket = 1; socket <= 101; socket += 1) background.open(socket);
  expect(background.ports).toHaveLength(100);
  expect(background.page.at(-1)).toEqual({ type: 'failed', socket: 101 });
  background.relay.fromPage({ type: 'close', socket: 1, code: 1000, reason: '' });
  background.open(102);
  expect(background.ports).toHaveLength(101);
});
