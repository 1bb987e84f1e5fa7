import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PAGE_EVENT, RELAY_EVENT } from '../../../extension/content/channel.js';
import { type Bench, bundle, openBench, openPage, type TestPage, VENDOR } from './pages.js';

const MAX_BYTES = 8_000;
const ECHO = `ws://${VENDOR.service}/echo`;

/** Helpers of the expressions below. */
const PRELUDE = `
  var next = (socket, type) => new Promise((resolve) => socket.addEventListener(type, resolve, { once: true }));
  var opened = async (url) => { const socket = new WebSocket(url); await next(socket, 'open'); return socket; };
  var toRelay = [];
  document.addEventListener('${PAGE_EVENT}', ({ detail }) => toRelay.push(JSON.parse(detail)));
  var fromRelay = (message) =>
    document.dispatchEvent(new CustomEvent('${RELAY_EVENT}', { detail: JSON.stringify(message) }));
`;

let bench: Bench;
let page: TestPage;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench?.close());

beforeEach(async () => {
  page = await openPage(bench, 'replaced');
  await page.evaluate(PRELUDE);
});

afterEach(() => page.close());

describe('the replaced WebSocket', () => {
  test('is for the vendor’s addresses only: every other socket is the platform’s own object', async () => {
    const vendor = [ECHO, 'wss://127.0.0.1:17214/', 'ws://127.1:17213/any/path?query', 'http://LOCALHOST:17212/'];
    const others = [
      `ws://${bench.server.service}/echo`,
      'ws://localhost:17211/',
      'ws://127.0.0.1:17215/',
      'ws://localhost/17212',
      'ws://localhost.:17212/',
      'ws://[::1]:17212/',
      'ws://127.0.0.2:17212/',
      'ws://17212@127.0.0.1:1/',
    ];
    // The getter of another realm knows the platform's sockets of every realm, and none of ours.
    const isNative = `(() => {
      const { contentWindow } = document.body.appendChild(document.createElement('iframe'));
      const { get } = Object.getOwnPropertyDescriptor(contentWindow.WebSocket.prototype, 'readyState');
      return (url) => {
        const socket = new WebSocket(url);
        try { return get.call(socket) === 0; } catch { return false; } finally { socket.close(); }
      };
    })()`;
    expect(await page.evaluate(`${JSON.stringify(vendor)}.map(${isNative})`)).toEqual(vendor.map(() => false));
    expect(await page.evaluate(`${JSON.stringify(others)}.map(${isNative})`)).toEqual(others.map(() => true));
  });

  test('works on in a page that patches every prototype', async () => {
    const hostile = await bundle('hostile.ts', 'hostile');
    expect(await page.evaluate(`${hostile}; hostile.run('${ECHO}')`)).toBe(
      'bad code refused, text, Blob of 4, Blob of 2, buffer of 3, buffer of 4, closed with 3000',
    );
  });

  test('is installed once per realm', async () => {
    await page.evaluate('var first = WebSocket; var send = WebSocket.prototype.send;');
    await page.evaluate(bench.scripts.socket);
    const same = '[first === WebSocket, send === WebSocket.prototype.send, first.prototype.constructor === first]';
    expect(await page.evaluate(same)).toEqual([true, true, true]);
    expect(await page.evaluate(`opened('${ECHO}').then(() => toRelay.length)`)).toBe(1);
  });

  test('tells the relay nothing about a socket after its end', async () => {
    const run = `(async () => {
      const cut = await opened('ws://${VENDOR.service}/terminate');
      cut.send('now');
      await next(cut, 'close');
      const before = toRelay.length;
      cut.send('late');
      cut.send(new Blob(['late']));
      cut.close();
      const busy = await opened('${ECHO}');
      busy.send(new Blob(['x'.repeat(1_000_000)]));
      busy.send('waits for the Blob');
      fromRelay({ type: 'closed', socket: 2, code: 1001, reason: '', wasClean: true });
      await next(busy, 'close');
      const other = await opened('${ECHO}');
      other.send(new Blob(['a round trip later']));
      await next(other, 'message');
      return toRelay.slice(before).map(({ type, socket }) => type + ' ' + socket);
    })()`;
    expect(await page.evaluate(run)).toEqual(['open 2', 'open 3', 'binary 3']);
  });

  test('takes a relay’s answer from inside the page’s call as a later event', async () => {
    const run = `(async () => {
      const seen = [];
      document.addEventListener('${PAGE_EVENT}', ({ detail }) => {
        if (JSON.parse(detail).type === 'open') fromRelay({ type: 'failed', socket: 1 });
      });
      const socket = new WebSocket('ws://${VENDOR.service}/slow');
      seen.push(socket.readyState);
      await Promise.resolve();
      socket.onerror = () => seen.push('error');
      await next(socket, 'close');
      return seen;
    })()`;
    expect(await page.evaluate(run)).toEqual([0, 'error']);
  });

  test.each(['replaced', 'native'] as const)('fails when a Blob cannot be read (%s)', async (kind) => {
    const folder = await mkdtemp(join(tmpdir(), 'differential-'));
    const file = join(folder, 'file.txt');
    await writeFile(file, 'content');
    await page.evaluate(
      'var input = document.createElement("input"); input.type = "file"; document.body.append(input)',
    );
    const { root } = await page.session.send('DOM.getDocument');
    const { nodeId } = await page.session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input' });
    await page.session.send('DOM.setFileInputFiles', { nodeId, files: [file] });
    await rm(folder, { recursive: true });
    const run = `(async () => {
      const socket = await opened('${kind === 'native' ? `ws://${bench.server.service}/echo` : ECHO}');
      const seen = [];
      socket.onerror = () => seen.push('error');
      socket.send(input.files[0]);
      socket.send('never sent');
      const { code, wasClean } = await next(socket, 'close');
      return [...seen, code, wasClean, socket.bufferedAmount];
    })()`;
    expect(await page.evaluate(run)).toEqual(['error', 1006, false, 10]);
    const told = kind === 'native' ? [] : ['open', 'close'];
    expect(await page.evaluate('toRelay.map(({ type }) => type)')).toEqual(told);
  });

  test('lets forged answers reach only the socket they name', async () => {
    const run = `(async () => {
      const forged = await opened('${ECHO}');
      const other = await opened('${ECHO}');
      addEventListener('error', (event) => event.preventDefault());
      for (const detail of [undefined, '', 'null', '{', '{}', '[]', '{"type":"closed","socket":99}', {}])
        document.dispatchEvent(new CustomEvent('${RELAY_EVENT}', { detail }));
      fromRelay({ type: 'nonsense', socket: 1 });
      fromRelay({ type: 'opened', socket: 1 });
      forged.onopen = () => { throw new Error('opened twice'); };
      fromRelay({ type: 'closed', socket: 1, code: 1000, reason: 'forged', wasClean: true });
      const { reason } = await next(forged, 'close');
      other.send('still there');
      return [reason, forged.readyState, other.readyState, (await next(other, 'message')).data];
    })()`;
    expect(await page.evaluate(run)).toEqual(['forged', 3, 1, 'still there']);
  });

  test('keeps no socket after its end, and an open one as long as it listens', async () => {
    await page.evaluate(`(async () => {
      window.ended = [];
      for (const path of ['echo', 'slow', 'forbidden', 'burst']) {
        const socket = new WebSocket('ws://${VENDOR.service}/' + path);
        if (path === 'echo') await next(socket, 'open');
        if (path === 'echo' || path === 'slow') socket.close();
        await next(socket, 'close');
        window.ended.push(new WeakRef(socket));
      }
      window.listening = new WeakRef(await opened('${ECHO}'));
      window.listening.deref().onmessage = () => {};
    })()`);
    await page.session.send('HeapProfiler.collectGarbage');
    expect(await page.evaluate('window.ended.map((socket) => socket.deref() === undefined)')).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(await page.evaluate('window.listening.deref()?.readyState')).toBe(1);
  });

  test('still hears the relay after document.open()', async () => {
    const run = `(async () => {
      const before = await opened('${ECHO}');
      document.open(); document.write('<p>new</p>'); document.close();
      const after = new WebSocket('ws://${VENDOR.service}/echo');
      queueMicrotask(() => fromRelay({ type: 'failed', socket: 2 }));
      await next(after, 'close');
      return after.readyState;
    })()`;
    expect(await page.evaluate(run)).toBe(3);
  });

  test('stays small', () => {
    const bytes = Buffer.byteLength(bench.scripts.socket);
    console.log(`socket.iife.ts: ${bytes} bytes minified`);
    expect(bytes).toBeLessThan(MAX_BYTES);
  });
});
