import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { attachmentMessages } from '../../shared/protocol/attachment.js';
import { METHODS } from '../../shared/protocol/index.js';
import type { FrameSocket } from '../../test/support/proven-client.js';
import { EXTENSION, ServerUnderTest } from '../../test/support/server-under-test.js';

const caller = { origin: 'https://portal.test', tab: 1, frame: 0, document: 'd1', ancestors: [] };
const frame = { socket: 'a'.repeat(32), service: 'certificate', key: 'b'.repeat(32), frame: '1|GetCertCount' };
const other = { ...caller, origin: 'https://other.test', document: 'd2' };
const test = new ServerUnderTest();

describe('a proven connection', () => {
  it('builds the context from the connection and the browser’s word', async () => {
    const frames = await test.proven();
    expect(await frames.call('vendor.call', frame, caller)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: { frame: '1|GetCertCount|{}' },
    });
    expect(test.contexts).toMatchObject([
      { pairing: 'mine', client: EXTENSION, origin: 'https://portal.test', secure: true, tab: 1, document: 'd1' },
    ]);
  });

  it.each<[string, string, unknown, unknown]>([
    ['an unknown key in the parameters', 'vendor.call', { ...frame, extra: 1 }, caller],
    ['an unknown key in the caller', 'vendor.call', frame, { ...caller, pairing: 'other' }],
    ['a call of a page without a caller', 'vendor.call', frame, undefined],
    ['a call of our pages with one', 'status', {}, caller],
    ['the list of signatures for a page', 'journal.list', { before: null, limit: 10 }, caller],
    ['the table of signatures for a page', 'journal.export', { before: null }, caller],
    ['the check of the record for a page', 'journal.verify', { mirror: null }, caller],
    ['an opaque origin', 'vendor.call', frame, { ...caller, origin: 'null' }],
    ['a file', 'vendor.call', frame, { ...caller, origin: 'file://' }],
    ['an address for an origin', 'vendor.call', frame, { ...caller, origin: 'https://portal.test/login' }],
    ['an opaque ancestor', 'vendor.call', frame, { ...caller, ancestors: ['null'] }],
    ['a call of our pages by an opaque origin', 'password.change', { token: 't' }, { ...caller, origin: 'null' }],
    ['a key that is none', 'vendor.call', { ...frame, key: 'x' }, caller],
  ])('refuses %s', async (_, method, params, who) => {
    const frames = await test.proven();
    for (const time of ['first', 'again']) {
      const answer = await frames.call(method, params, who);
      expect([time, answer]).toMatchObject([time, { error: { data: { reason: 'request.invalid' } } }]);
    }
    expect(test.contexts).toEqual([]);
  });

  it('answers a stranger’s method, a fault and a failure with a reason and a Chinese sentence', async () => {
    const frames = await test.proven();
    expect(await frames.call('Execute', {})).toMatchObject({
      error: { code: -32601, data: { reason: 'method.unknown', hint: expect.stringMatching(/\p{Script=Han}/u) } },
    });
    expect(await frames.call('token.list', {})).toMatchObject({
      error: { code: -32603, data: { reason: 'internal' } },
    });
    expect(await frames.call('certificate.list', {})).toMatchObject({
      error: { code: -32000, data: { reason: 'driver.crashed' } },
    });
    expect(await frames.call('status', { padding: 'x'.repeat(500) })).toMatchObject({
      error: { data: { reason: 'request.tooLarge' } },
    });
  });

  it('outlives garbage', async () => {
    const frames = await test.proven();
    for (const text of ['{', '[]', '1', '{"jsonrpc":"1.0"}', '['.repeat(3_000)]) frames.send(text);
    for (let i = 0; i < 5; i += 1)
      expect(await frames.next()).toMatchObject({ id: null, error: { data: { reason: 'request.invalid' } } });
    expect(await frames.call('status', {})).toMatchObject({ result: { version: '1' } });
  });

  it('passes on that a page socket was closed, for a page only', async () => {
    const frames = await test.proven();
    const closed = { jsonrpc: '2.0', method: 'vendor.closed', params: { socket: frame.socket } };
    frames.send(closed);
    frames.send({ ...closed, caller });
    await frames.call('status', {});
    expect(test.closedSockets).toEqual([frame.socket]);
  });

  it('gets a text beat every 20 seconds and is told of changes', async () => {
    const frames = await test.proven();
    await frames.call('status', {});
    test.clock.advance(20_000);
    expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'beat', params: {} });
    test.clock.advance(20_000);
    expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'beat', params: {} });
    test.server.notify('token.changed');
    expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'token.changed', params: {} });
    const move = { after: { seq: 1, mac: 'a'.repeat(43) }, head: { seq: 2, mac: 'b'.repeat(43) } };
    test.server.notify('journal.changed', move);
    expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'journal.changed', params: move });
  });

  it('that is lost leaves the client its time to come back', async () => {
    const first = await test.proven();
    await first.call('status', {});
    first.socket.terminate();
    const second = await test.proven();
    await second.call('status', {});
    test.clock.advance(30_000);
    expect(test.gone).toEqual([]);
    second.socket.terminate();
    await second.closed;
    await expect
      .poll(() => {
        test.clock.advance(30_000);
        return test.gone;
      })
      .toEqual([{ pairing: 'mine', client: EXTENSION }]);
  });
});

describe('a pairing that is revoked', () => {
  it('tells its clients, closes them at once and gives them no grace; the others stay', async () => {
    const [mine, twin] = [await test.proven(), await test.proven()];
    for (const frames of [mine, twin]) await frames.call('status', {});
    test.hold();
    mine.send({ jsonrpc: '2.0', id: 9, method: 'vendor.call', params: frame, caller });
    await expect.poll(() => test.contexts.length).toBe(1);
    expect(test.server.connected()).toEqual(new Set(['mine']));
    test.server.revoked('another');
    expect(await mine.call('status', {})).toMatchObject({ result: {} });
    test.server.revoked('mine');
    expect(test.contexts[0]?.signal.aborted).toBe(true);
    expect(test.gone).toEqual([{ pairing: 'mine', client: EXTENSION }]);
    for (const frames of [mine, twin]) {
      expect(await frames.next()).toEqual({ jsonrpc: '2.0', method: 'pairing.revoked', params: {} });
      await frames.closed;
    }
    test.release();
    expect(test.server.connected()).toEqual(new Set());
  });
});

describe('a text that is attached to a request', () => {
  const { frame: _, ...rest } = frame;

  /** Attaches to the request of that id; the first after `proven` has 2. */
  function attach(frames: FrameSocket, id: number, bytes: Buffer): void {
    for (const message of attachmentMessages(id, bytes)) frames.socket.send(message);
  }

  /** Past its first answer: while its proof is checked a connection may say little. */
  async function proven(): Promise<FrameSocket> {
    const frames = await test.proven();
    await frames.call('status', {});
    return frames;
  }

  it('is its param, whole, however long', async () => {
    const frames = await proven();
    const texts = ['1|GetCertCount', `1|SignText|{"signText":"${'衡水'.repeat(1_900_000)}"}`];
    for (const text of texts) {
      expect(await frames.call('vendor.call', rest, caller, Buffer.from(text))).toMatchObject({ result: {} });
    }
    expect(test.frames.map((got, index) => got === texts[index])).toEqual([true, true]);
  });

  it.each<[string, string, number, Buffer, unknown, string]>([
    ['one that is too large', 'vendor.call', 2, Buffer.alloc(12_000_001, 'x'), rest, 'request.tooLarge'],
    ['one that is not UTF-8', 'vendor.call', 2, Buffer.from([0xff, 0xfe]), rest, 'request.invalid'],
    ['one of another request', 'vendor.call', 7, Buffer.from('1|GetCertCount'), rest, 'request.invalid'],
    ['one beside the param itself', 'vendor.call', 2, Buffer.from('1|GetCertCount'), frame, 'request.invalid'],
    ['one for a method that takes none', 'certificate.list', 2, Buffer.from('x'), {}, 'request.invalid'],
  ])('is refused: %s', async (_, method, id, bytes, params, reason) => {
    const frames = await proven();
    attach(frames, id, bytes);
    const who = method === 'vendor.call' ? caller : undefined;
    expect(await frames.call(method, params, who)).toMatchObject({ error: { data: { reason } } });
    expect(test.frames).toEqual([]);
    expect(await frames.call('status', {})).toMatchObject({ result: { version: '1' } });
  });

  it('is refused in a thousand parts, which take more than their bytes', async () => {
    const frames = await proven();
    for (let part = 0; part < 1_001; part += 1) attach(frames, 2, Buffer.from('x'));
    expect(await frames.call('vendor.call', rest, caller)).toMatchObject({
      error: { data: { reason: 'request.tooLarge' } },
    });
    expect(test.frames).toEqual([]);
  });

  it('is lost where parts for another come in between, and binary garbage is answered', async () => {
    const frames = await proven();
    attach(frames, 2, Buffer.from('1|'));
    attach(frames, 3, Buffer.from('GetCertCount'));
    frames.socket.send(Buffer.from([0, 0, 0, 2]));
    for (let i = 0; i < 2; i += 1) expect(await frames.next()).toMatchObject({ id: null, error: { code: -32700 } });
    expect(await frames.call('vendor.call', rest, caller)).toMatchObject({
      error: { data: { reason: 'request.invalid' } },
    });
  });

  it('is not let in while as much is being served for its site as may be; another site’s is', async () => {
    const frames = await proven();
    test.hold();
    const bytes = Buffer.from(`1|${'x'.repeat(10_999_998)}`);
    const asking = [caller, caller, caller, other];
    for (const [index, who] of asking.entries()) {
      attach(frames, index + 2, bytes);
      frames.send({ jsonrpc: '2.0', id: index + 2, method: 'vendor.call', params: rest, caller: who });
    }
    expect(await frames.next()).toMatchObject({ id: 4, error: { data: { reason: 'request.tooMany' } } });
    frames.send({ jsonrpc: '2.0', id: 6, method: 'status', params: {} });
    expect(await frames.next()).toMatchObject({ id: 6, result: {} });
    test.release();
    for (const id of [2, 3, 5]) expect(await frames.next()).toMatchObject({ id, result: {} });
  });
});

const POLL = { timeout: 15_000 };

describe('limits', () => {
  /** Asks for the site’s `count` calls under ids from `from` on. */
  function flood(frames: FrameSocket, who: object, from: number, count: number): void {
    for (let id = from; id < from + count; id += 1) {
      frames.send({ jsonrpc: '2.0', id, method: 'vendor.call', params: frame, caller: who });
    }
  }

  async function nextIds(frames: FrameSocket, count: number): Promise<unknown[]> {
    const ids: unknown[] = [];
    for (let i = 0; i < count; i += 1) ids.push(((await frames.next()) as { id: unknown }).id);
    return ids;
  }

  const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

  async function proven(): Promise<FrameSocket> {
    const frames = await test.proven();
    await frames.call('status', {});
    return frames;
  }

  it('a site that floods is refused, and neither another site nor our own pages', async () => {
    const frames = await proven();
    test.hold();
    flood(frames, caller, 1_000, 108);
    expect(await nextIds(frames, 8)).toEqual(range(1_100, 8));
    flood(frames, other, 200, 1);
    await expect.poll(() => test.contexts.at(-1)?.origin).toBe(other.origin);
    expect(await frames.call('status', {})).toMatchObject({ result: { version: '1' } });
    test.release();
    expect(await nextIds(frames, 101)).toEqual([...range(1_000, 100), 200]);
    flood(frames, caller, 300, 1);
    expect(await frames.next()).toMatchObject({ id: 300, result: {} });
  });

  it('many sites are refused together, and our own pages are not', async () => {
    const frames = await proven();
    test.hold();
    for (let site = 0; site < 3; site += 1) {
      flood(frames, { ...caller, origin: `https://${site}.test` }, 1_000 + 80 * site, 80);
    }
    flood(frames, caller, 500, 1);
    expect(await frames.next()).toMatchObject({ id: 500, error: { data: { reason: 'request.tooMany' } } });
    expect(await frames.call('status', {})).toMatchObject({ result: { version: '1' } });
    test.release();
    expect(await nextIds(frames, 240)).toEqual(range(1_000, 240));
  });

  it.each(Object.entries(METHODS))('%s has a size', async (method, { maxBytes, caller: who }) => {
    const frames = await proven();
    const asker = who === 'required' ? caller : undefined;
    const envelope = JSON.stringify({ jsonrpc: '2.0', id: 2, method, params: '', caller: asker });
    const answerTo = (bytes: number) => frames.call(method, '中'.repeat((bytes - envelope.length) / 3), asker);
    expect(await answerTo(maxBytes)).toMatchObject({ error: { data: { reason: 'request.invalid' } } });
    expect(await answerTo(maxBytes + 3)).toMatchObject({ error: { data: { reason: 'request.tooLarge' } } });
    expect(test.contexts).toEqual([]);
  });

  it('a notification has a size, too', async () => {
    const frames = await proven();
    const closed = { jsonrpc: '2.0', method: 'vendor.closed', params: { socket: frame.socket }, caller };
    frames.send(JSON.stringify(closed) + ' '.repeat(1_000));
    await frames.call('status', {});
    expect([test.closedSockets, test.events.at(-1)]).toEqual([[], 'notification.refused']);
  });

  it('a frame over 1 MiB ends the connection', async () => {
    const frames = await proven();
    frames.send(' '.repeat(1_048_577));
    expect(await frames.closed).toMatchObject({ code: 1009 });
  });

  it.each([
    ['deep', `{"jsonrpc":"2.0","id":7,"method":"status","params":${'['.repeat(33)}${']'.repeat(33)}}`],
    ['deeper than any stack', '['.repeat(1_000_000)],
    ['wide', `{"jsonrpc":"2.0","id":7,"method":"status","params":[${'[],'.repeat(200_000)}1]}`],
  ])('a frame that is %s is not read', async (_, text) => {
    const frames = await proven();
    frames.send(text);
    expect(await frames.next()).toMatchObject({ id: null, error: { code: -32700 } });
    expect(await frames.call('status', {})).toMatchObject({ result: { version: '1' } });
  });

  it('an answer that no frame holds is a fault, and costs nobody the connection', async () => {
    const frames = await proven();
    test.answer = 'x'.repeat(1_048_577);
    expect(await frames.call('vendor.call', frame, caller)).toMatchObject({
      error: { code: -32603, data: { reason: 'internal' } },
    });
    test.answer = 'x';
    expect(await frames.call('vendor.call', frame, caller)).toMatchObject({ result: { frame: 'x' } });
  });

  it('a client that asks and does not read is cut off', async () => {
    test.answer = 'x'.repeat(1_000_000);
    const frames = await proven();
    frames.socket.pause();
    await expect
      .poll(() => {
        flood(frames, caller, 10, 10);
        return test.events;
      }, POLL)
      .toContain('connection.slow');
    await expect.poll(() => test.server.connected(), POLL).toEqual(new Set());
  });

  it('a client that pings and does not read is cut off', async () => {
    const frames = await proven();
    frames.socket.pause();
    // RFC 6455 §5.5.2, masked with zeros.
    const ping = Buffer.concat([Buffer.from([0x89, 0xfd, 0, 0, 0, 0]), Buffer.alloc(125)]);
    const pings = Buffer.concat(Array.from({ length: 5_000 }, () => ping));
    await expect
      .poll(() => {
        (Reflect.get(frames.socket, '_socket') as Socket | null)?.write(pings);
        return test.server.connected();
      }, POLL)
      .toEqual(new Set());
  });
});
