import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pair } from '../../extension/pairing/pair.js';
import { PAIRING_OPEN_MS } from '../../shared/pairing.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { failure } from '../../shared/protocol/reasons.js';
import { bridgeWire, carry, clientChannel } from '../../test/pairing/wires.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import type { EntryWindow, Peer, WindowAnswer } from '../ports.js';
import { PairingDesk } from './desk.js';
import { PairingStore } from './store.js';

interface ShownWindow {
  readonly window: EntryWindow;
  readonly answer: (answer: WindowAnswer<string>) => void;
  readonly signal: AbortSignal;
}

let home: string;
let clock: FakeClock;
let shown: ShownWindow[];
let store: PairingStore;
let desk: PairingDesk;
let heard: string[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'desk-'));
  clock = new FakeClock();
  shown = [];
  heard = [];
  const log = { event: () => undefined };
  const prompts = {
    entry: (window: EntryWindow, signal: AbortSignal) =>
      new Promise<WindowAnswer<string>>((answer) => {
        shown.push({ window, answer, signal });
        signal.addEventListener('abort', () => answer({ kind: 'cancelled' }));
      }),
  };
  store = new PairingStore({ home, fixed: 0, clock, log });
  desk = new PairingDesk({ clock, log, language: 'zh-CN', prompts, store });
});
afterEach(() => rmSync(home, { recursive: true }));

function openDesk(signal = new AbortController().signal) {
  return desk.open(signal, { opened: () => heard.push('opened'), asked: (program) => heard.push(program) });
}

const CHROMIUM: Peer = { program: '/usr/lib/chromium/chromium', user: 'clerk' };

/** A browser that asks to be connected; `digits` resolves to what it shows. */
function browser(peer: Peer = CHROMIUM) {
  const { wire, far } = bridgeWire();
  const { channel, far: clientFar, hangUp } = clientChannel();
  void desk.serve(wire, { extension: EXTENSION_ID, port: 18_632, peer: async () => peer });
  let show: (digits: string) => void = () => undefined;
  const digits = new Promise<string>((resolve) => {
    show = resolve;
  });
  const outcome = pair(channel, webcrypto, { extension: EXTENSION_ID, port: 18_632 }, (read) => show(read));
  void carry(far, clientFar);
  return { digits, outcome, leave: hangUp };
}

/** The window of that number, once it is open. */
async function window(number: number): Promise<ShownWindow> {
  await expect.poll(() => shown.length).toBeGreaterThanOrEqual(number);
  const found = shown[number - 1];
  if (!found) throw new Error('it is there');
  return found;
}

const type = (value: string): WindowAnswer<string> => ({ kind: 'answered', value });
const wrongFor = (digits: string): string => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

describe('while it is shut', () => {
  it('nobody is served', async () => {
    expect(desk.admits()).toBe(false);
    expect(await browser().outcome).toEqual(failure('pairing.interrupted'));
    expect(shown).toEqual([]);
  });

  it('it is not opened twice, nor with no room left', async () => {
    const left = new AbortController();
    const first = openDesk(left.signal);
    expect(await openDesk()).toEqual(failure('pairing.busy'));
    left.abort();
    expect(await first).toEqual(failure('pairing.refused'));
    for (let i = 0; i < 8; i += 1) store.add({ name: 'x', extension: EXTENSION_ID, secret: Buffer.alloc(32, i) });
    expect(await openDesk()).toEqual(failure('pairing.full'));
    expect(heard).toEqual(['opened']);
  });
});

describe('while it is open', () => {
  it('the digits that the browser shows connect it, in a window that names program and user', async () => {
    const outcome = openDesk();
    const asking = browser();
    const { window: text, answer } = await window(1);
    for (const fact of ['/usr/lib/chromium/chromium', 'clerk', '六位数字', '连接浏览器']) {
      expect(text.title + text.description).toContain(fact);
    }
    expect(text.cancel).toBe('拒绝');
    expect(text.description).not.toContain(await asking.digits);
    const full = [...(await asking.digits)].map((digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));
    answer(type(` ${full.slice(0, 3).join('')} ${full.slice(3).join('')}`));
    const paired = await asking.outcome;
    const stored = await outcome;
    if (!paired.ok || !stored.ok) throw new Error('both are connected');
    expect(stored.value).toMatchObject({ name: 'chromium', extension: EXTENSION_ID, id: paired.value.id });
    expect(stored.value.secret.equals(paired.value.secret)).toBe(true);
    expect(store.all()).toEqual([stored.value]);
    expect(heard).toEqual(['opened', 'chromium']);
    expect(desk.admits()).toBe(false);
  });

  it('wrong digits can be mended twice, with new ones each time; then it is shut', async () => {
    const outcome = openDesk();
    const digits = new Set<string>();
    for (const [number, reason] of [
      [1, 'pairing.wrongDigits'],
      [2, 'pairing.wrongDigits'],
      [3, 'pairing.tooManyTries'],
    ] as const) {
      const asking = browser();
      digits.add(await asking.digits);
      const { window: text, answer } = await window(number);
      expect(text.description.includes('刚才的数字不对')).toBe(number > 1);
      answer(type(wrongFor(await asking.digits)));
      expect(await asking.outcome).toEqual(failure(reason));
    }
    expect(digits.size).toBe(3);
    expect(await outcome).toEqual(failure('pairing.tooManyTries'));
    expect([desk.admits(), store.all()]).toEqual([false, []]);
    expect(await browser().outcome).toEqual(failure('pairing.interrupted'));
  });

  it('what are not six digits is asked again, and is no try', async () => {
    const outcome = openDesk();
    const asking = browser();
    for (const [index, text] of ['', '12345', '1234567', 'abcdef', '12 34 5x'].entries()) {
      (await window(index + 1)).answer(type(text));
      expect((await window(index + 2)).window.description).toContain('要输入六位数字');
    }
    (await window(6)).answer(type(await asking.digits));
    expect((await outcome).ok).toBe(true);
  });

  it('one client is served at a time', async () => {
    void openDesk();
    const asking = browser();
    await window(1);
    expect(desk.admits()).toBe(false);
    expect(await browser({ program: '/tmp/evil', user: 'clerk' }).outcome).toEqual(failure('pairing.interrupted'));
    expect(shown).toHaveLength(1);
    (await window(1)).answer(type(await asking.digits));
    expect((await asking.outcome).ok).toBe(true);
  });

  it.each<[WindowAnswer<string>, string]>([
    [{ kind: 'cancelled' }, 'pairing.refused'],
    [{ kind: 'timeout' }, 'pairing.expired'],
    [{ kind: 'unavailable' }, 'prompt.unavailable'],
  ])('a window that ends with %j shuts it', async (answer, reason) => {
    const outcome = openDesk();
    const asking = browser();
    (await window(1)).answer(answer);
    expect(await asking.outcome).toEqual(failure(reason as 'internal'));
    expect(await outcome).toEqual(failure(reason as 'internal'));
    expect([desk.admits(), store.all()]).toEqual([false, []]);
  });

  it('two minutes shut it, and close its window', async () => {
    const outcome = openDesk();
    clock.advance(PAIRING_OPEN_MS - 1);
    const asking = browser();
    const { signal, answer } = await window(1);
    clock.advance(1);
    expect(await outcome).toEqual(failure('pairing.expired'));
    expect(signal.aborted).toBe(true);
    answer(type(await asking.digits));
    expect(await asking.outcome).toEqual(failure('pairing.expired'));
    expect(store.all()).toEqual([]);
  });

  it('digits that were on their way when it was shut connect nothing', async () => {
    const left = new AbortController();
    const outcome = openDesk(left.signal);
    const asking = browser();
    const { answer } = await window(1);
    answer(type(await asking.digits));
    left.abort();
    expect(await outcome).toEqual(failure('pairing.refused'));
    expect((await asking.outcome).ok).toBe(false);
    expect(store.all()).toEqual([]);
  });

  it('a browser that leaves has its window closed and costs a try: windows cannot be opened without end', async () => {
    const outcome = openDesk();
    for (let number = 1; number <= 3; number += 1) {
      const asking = browser({ program: null, user: null });
      const { signal, window: text } = await window(number);
      expect(text.description).toContain('没有查到');
      asking.leave();
      await expect.poll(() => signal.aborted).toBe(true);
      await expect.poll(() => desk.admits()).toBe(number < 3);
    }
    expect(await outcome).toEqual(failure('pairing.tooManyTries'));
  });

  it('a name from outside is shown clean', async () => {
    void openDesk();
    browser({ program: '/tmp/\u202egnp.\u0007chromium\nUser: root', user: 'x' });
    const { description } = (await window(1)).window;
    expect(description).toContain('/tmp/gnp.chromium↵User: root');
  });
});
