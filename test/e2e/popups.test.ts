import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { POPUPS_TEXT } from '../../shared/text/popups.js';
import { type Stack, startStack } from './harness.js';
import { closeAtOnce, PopupServer, SeenBar } from './popup-page.js';
import { until } from './wait.js';

const TEXT = POPUPS_TEXT['zh-CN'];

let server: PopupServer;
let stack: Stack;
let origin: string;
let own: Page;
let page: Page;
let bar: SeenBar;

beforeAll(async () => {
  server = await PopupServer.start();
  origin = `http://page.test:${server.port}`;
  stack = await startStack({ origins: [origin], extension: 'user', bridge: false });
  const settings = await stack.open('chrome://extensions/');
  await settings.evaluate(`chrome.developerPrivate.addHostPermission('${EXTENSION_ID}', '${origin}/*')`);
  await settings.close();
  own = await stack.popup();
});

afterAll(async () => {
  await stack.close();
  await server.close();
});

/** Sends a message from a page of ours, as the popup's buttons do. */
function send(message: object): Promise<unknown> {
  return own.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(message)})`);
}

async function facts(): Promise<{ setting: string; byUs: boolean; blockedAt: number | null; closedAt: number | null }> {
  return (await send({ type: 'popups.state', origin })) as Awaited<ReturnType<typeof facts>>;
}

/** A page of the site that is enabled anew: nothing is allowed to it, and nobody has clicked on it. */
beforeEach(async () => {
  // The former test's, with its windows.
  for (const open of await stack.browser.pages()) if (open.url().startsWith(origin)) await open.close();
  await send({ type: 'site.change', change: 'remove', origin });
  expect((await facts()).setting).toBe('block');
  const granted = own.evaluate(`chrome.permissions.request({ origins: ['${origin}/*'] })`);
  expect(await granted).toBe(true);
  await send({ type: 'site.change', change: 'enable', origin });
  server.opened.length = 0;
  page = await stack.open(`${origin}/`);
  bar = await SeenBar.of(page);
});

/** Opens a window as the page does by itself; resolves with what it got. */
function openByItself(...args: readonly unknown[]): Promise<string> {
  return server.run(
    `window.open(${args.map((arg) => JSON.stringify(arg)).join(', ')}) === null ? 'blocked' : 'opened'`,
  );
}

const shown = { timeout: 20_000 };

it('a blocked window is named; one click allows windows and opens it; the site’s removal blocks them again', async () => {
  expect(await openByItself('/window', 'report')).toBe('blocked');
  await expect.poll(async () => (await bar.text()) ?? '', shown).toContain(TEXT.blocked(origin).what);
  expect(await facts()).toMatchObject({ setting: 'block', blockedAt: expect.any(Number) as number });

  const opened = stack.browser.waitForTarget((target) => target.url() === `${origin}/window`);
  await bar.click(TEXT.allow, () => server.opened.length > 0);
  const window = await (await opened).page();
  expect(await window?.evaluate('[name, opener !== null]')).toEqual(['report', true]);
  await window?.close();
  expect(await facts()).toMatchObject({ setting: 'allow', byUs: true });

  // A new document, on which nobody has clicked.
  await page.reload();
  expect(await openByItself('/window')).toBe('opened');
  await send({ type: 'site.change', change: 'remove', origin });
  expect(await facts()).toMatchObject({ setting: 'block', byUs: false });
  await page.reload();
  expect(await openByItself('/window')).toBe('blocked');
});

it('what is no website’s address is never opened by our click, and the bar says to click again', async () => {
  expect(await server.run(`document.title = 'untouched'`)).toBe('untouched');
  // As the page's own script tells of it, and as one that forges the event does.
  const forged = { what: 'blocked', url: "javascript:document.title='run'", name: '', features: '' };
  await server.run(
    `document.dispatchEvent(new CustomEvent('ca-popup', { detail: ${JSON.stringify(JSON.stringify(forged))} }))`,
  );
  await expect.poll(async () => (await bar.text()) ?? '', shown).toContain(TEXT.blocked(null).what);
  const targets = stack.browser.targets().length;
  await bar.click(TEXT.allow, async () => (await bar.text())?.includes(TEXT.again.what) === true);
  expect(await bar.text()).not.toContain(TEXT.allow);
  expect((await facts()).setting).toBe('allow');
  expect([await server.run('document.title'), stack.browser.targets().length]).toEqual(['untouched', targets]);
});

it('a click by script allows nothing, and a flood of windows is one bar, which can be closed', async () => {
  await server.run("for (let i = 0; i < 1000; i++) window.open('/window' + i, 'w' + i)");
  await bar.place(TEXT.allow);
  expect(
    await server.run(`{
      const click = (target) => target.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      const hosts = [...document.documentElement.children].slice(2);
      for (const host of hosts) { click(host); host.click(); }
      for (let x = 0; x < innerWidth; x += 20) for (let y = 0; y < 80; y += 10) click(document.elementFromPoint(x, y));
      [hosts.length, hosts[0].shadowRoot];
    }`),
  ).toBe('1,');
  expect((await facts()).setting).toBe('block');
  await bar.click(TEXT.close, async () => (await bar.text()) === null);
  expect((await facts()).setting).toBe('block');
  expect(server.opened).toEqual([]);
});

it('the bar moves nothing on the page, and is reached by keyboard', async () => {
  const layout = `JSON.stringify([...document.querySelectorAll('body, h1, p')].map((e) => e.getBoundingClientRect()))`;
  const before = await server.run(layout);
  await openByItself('/window');
  await expect.poll(async () => (await bar.text()) ?? '', shown).toContain(TEXT.allow);
  expect(await server.run(layout)).toBe(before);
  // Nor can the page's own styles hide it, or let it through to what lies below.
  const hostile =
    'html > :not(head, body) { all: unset !important; display: none !important; pointer-events: none !important }';
  const atTop = 'document.elementFromPoint(5, 5)?.parentNode === document.documentElement';
  expect(
    await server.run(
      `document.head.append(Object.assign(document.createElement('style'), { textContent: '${hostile}' }))`,
    ),
  ).toBe('undefined');
  expect(await server.run(atTop)).toBe('true');
  await page.bringToFront();
  await page.keyboard.press('Tab');
  // The first ones may come too soon to count.
  await until('the window', async () => {
    await page.keyboard.press('Enter');
    return server.opened.includes('/window');
  });
});

it('window.open is the platform’s to the page: arguments, receivers, errors, results and shape', async () => {
  const probe = `{
    const { get, value, ...rest } = Object.getOwnPropertyDescriptor(window, 'open');
    const error = (run) => { try { return run(); } catch (e) { return e.name + ': ' + e.message; } };
    const patched = [];
    const { exec } = RegExp.prototype;
    RegExp.prototype.exec = function () { patched.push('exec'); return exec.apply(this, arguments); };
    Object.prototype.toJSON = () => patched.push('toJSON');
    const read = [];
    const address = { toString() { read.push('url'); return '/window'; } };
    const name = { toString() { read.push('name'); return 'w'; } };
    const result = JSON.stringify.call;
    const answers = [
      typeof open, open.name, open.length, JSON.stringify(Object.assign(Object.create(null), rest)),
      'prototype' in open, Object.getOwnPropertyNames(open).sort().join(),
      error(() => open('http://[')), error(() => open.call({})), error(() => new open()), error(() => open(Symbol())),
      error(() => open.call(undefined, address, name)), read.join(),
      error(() => open('/window', 'w', 'noopener')), /native code/.test(Function.prototype.toString.call(open)),
      patched.join(),
    ].join('|');
    delete Object.prototype.toJSON; RegExp.prototype.exec = exec;
    answers;
  }`;
  const ours = await server.run(probe);
  await send({ type: 'site.change', change: 'remove', origin });
  await page.reload();
  expect(await server.run("Symbol.for('ca-popups') in globalThis")).toBe('false');
  expect(await server.run(probe)).toBe(ours);
});

it('where the page asks for no opener, null is no blocked window', async () => {
  expect(await openByItself('/window', '', 'noopener')).toBe('blocked');
  expect((await facts()).blockedAt).toBeNull();
});

it('a window that is closed at once after it has shown its page is noted, and after our retry said to be perhaps an antivirus’', async () => {
  expect(await openByItself('/window', 'report', 'width=400,height=300')).toBe('blocked');
  await expect.poll(async () => (await bar.text()) ?? '', shown).toContain(TEXT.allow);
  const gone = closeAtOnce(stack.browser, `${origin}/window`);
  await bar.click(TEXT.allow, () => server.opened.length > 0);
  await gone;
  await expect.poll(async () => (await bar.text()) ?? '', shown).toContain(TEXT.closedAtOnce.what);
  expect((await facts()).closedAt).toBeNull();
  const again = closeAtOnce(stack.browser, `${origin}/window`);
  expect(await openByItself('/window', 'second', 'width=400,height=300')).toBe('opened');
  await again;
  await expect.poll(async () => (await facts()).closedAt, shown).not.toBeNull();
});
