import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WELCOME_FRAME } from '../../shared/vendor/frame.js';
import type { VendorPortReply, VendorPortRequest } from '../messages/vendor-port.js';
import type { RelayMessage } from './channel.js';
import { Relay } from './relay.js';

/** The background as the relay sees it: ports, what came in on each, and the service worker's death. */
class Background {
  readonly ports: { received: VendorPortRequest[]; reply: (reply: VendorPortReply) => void; die: () => void }[] = [];
  readonly page: RelayMessage[] = [];
  readonly beat = vi.fn();
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
    vi.advanceTimersByTime(5_000);
  }
  expect(background.ports).toHaveLength(13);
  background.port.die();
  vi.advanceTimersByTime(4_000);
  expect(background.ports).toHaveLength(13);
});

test('back from the back/forward cache, every socket takes a new port and repeats what was not answered', () => {
  background.open();
  background.text('1|A');
  const cut = background.port;
  background.relay.resume();
  expect(background.port.received).toEqual([OPEN]);
  background.port.reply(OPENED);
  expect(background.port.received.at(-1)).toEqual({ type: 'text', key: 'id2', frame: '1|A' });
  cut.die();
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

test('a close while the service worker is dead leaves no port behind', () => {
  background.open();
  background.port.die();
  background.relay.fromPage({ type: 'close', socket: 1, code: 1005, reason: '' });
  vi.advanceTimersByTime(10_000);
  expect(background.ports).toHaveLength(1);
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
