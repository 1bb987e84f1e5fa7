import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';
import { inRelayWorld } from './relay-world.js';
import { type Screen, startScreen } from './screen.js';

const TEXT = POPUP_TEXT['zh-CN'].site;

let screen: Screen;
let stack: PortalStack;
let page: Page;
/** The same pages under another name: a copy of the portal, as far as a browser can tell. */
let copy: string;
/** Another scheme on the portal's own host and port. */
let secure: string;

beforeAll(async () => {
  screen = await startScreen();
  stack = await startPortalStack({
    extension: 'user',
    display: screen.name,
    strangers: ['http://copy.test:80'],
  });
  copy = stack.portal.origin.replace('portal.test', 'copy.test');
  secure = stack.portal.origin.replace('http:', 'https:');
  page = await stack.open(`${stack.portal.origin}/login.html`);
});

afterAll(async () => {
  await stack.close();
  await screen.close();
});

/** Opens the popup over a page and waits until it says so. */
async function popupSays(over: Page, ...words: readonly string[]): Promise<Page> {
  const popup = await screen.openPopup(over);
  const shown = (): Promise<string | null> => popup.evaluate(() => document.body.textContent);
  for (const text of words) await expect.poll(shown, { timeout: 20_000 }).toContain(text);
  // Rows that are still to come would move the button that is about to be clicked.
  await popup.waitForSelector('main[aria-busy="false"]');
  return popup;
}

async function press(popup: Page, button: string): Promise<void> {
  await (await popup.waitForSelector(`::-p-xpath(//button[.="${button}"])`))?.click();
}

/** The match patterns for which our scripts are registered. */
async function registered(): Promise<unknown> {
  const scripts = 'chrome.scripting.getRegisteredContentScripts()';
  return stack.inWorker(`${scripts}.then((all) => [...new Set(all.flatMap(({ matches }) => matches))])`);
}

function permissions(): Promise<unknown> {
  return stack.inWorker('chrome.permissions.getAll().then(({ origins }) => origins)');
}

function isServed(tab: Page): Promise<unknown> {
  return tab.evaluate("Symbol.for('ca-socket') in globalThis");
}

async function enable(): Promise<void> {
  const popup = await popupSays(page, TEXT.looksLikePortal.what, stack.portal.origin);
  await screen.answerQuestion(page, popup, TEXT.enable, 'allow');
  await expect.poll(registered, { timeout: 20_000 }).toEqual([`${stack.portal.origin}/*`]);
}

it('the portal is recognised and offered, and looking at it enables nothing', async () => {
  const popup = await popupSays(page, TEXT.looksLikePortal.what, stack.portal.origin, TEXT.unencrypted);
  expect(await registered()).toEqual([]);
  expect(await permissions()).toEqual([]);
  await popup.close();
});

it('the user’s no to the browser’s question enables nothing', async () => {
  const popup = await popupSays(page, TEXT.looksLikePortal.what);
  await screen.answerQuestion(page, popup, TEXT.enable, 'refuse');
  await (await popupSays(page, TEXT.looksLikePortal.what)).close();
  expect(await permissions()).toEqual([]);
  await page.reload();
  expect(await isServed(page)).toBe(false);
});

it('the user’s yes enables exactly this origin, though the question closes the popup; the open tab is to be reloaded', async () => {
  await enable();
  expect(await permissions()).toEqual([`${stack.portal.origin}/*`]);
  expect(await isServed(page)).toBe(false);
  const badge = 'chrome.tabs.query({ active: true }).then(([{ id }]) => chrome.action.getBadgeText({ tabId: id }))';
  await expect.poll(() => stack.inWorker(badge)).toBe('↻');
  const popup = await popupSays(page, TEXT.mustReload);
  const reloaded = page.waitForNavigation();
  await press(popup, TEXT.reload);
  await reloaded;
  expect(await isServed(page)).toBe(true);
  expect(await stack.inWorker(badge)).not.toBe('↻');
  await popup.close();
});

it('the enabled portal logs in by certificate', async () => {
  await bindDirectly(stack);
  await logInByCa(page, stack);
  expect(await stack.portal.waitFor('ca-login-accepted')).toBeTruthy();
});

it('a copy of the portal at another address is offered, but not enabled by itself', async () => {
  const other = await stack.open(`${copy}/login.html`);
  const popup = await popupSays(other, TEXT.looksLikePortal.what, copy, TEXT.others(1));
  expect(await isServed(other)).toBe(false);
  await popup.close();
  await other.close();
});

it('https on the same host and port is another site', async () => {
  const contains = `chrome.permissions.contains({ origins: ['${secure}/*'] })`;
  expect(await stack.inWorker(contains)).toBe(false);
  const popup = await stack.popup();
  const ask = `chrome.runtime.sendMessage({ type: 'site.status', origin: '${secure}' })`;
  expect(await popup.evaluate(ask)).toMatchObject({ site: { origin: secure, standing: 'off' } });
  await popup.close();
});

it('an enabled page can enable nothing: its relay’s world has no way to the sites’ messages', async () => {
  const answers = await inRelayWorld(
    page,
    `Promise.all([
      chrome.runtime.sendMessage({ type: 'site.change', change: 'enable', origin: '${copy}' }),
      chrome.runtime.sendMessage({ type: 'site.change', change: 'remove', origin: location.origin }),
      chrome.runtime.sendMessage({ type: 'site.status', origin: location.origin }),
    ].map((answer) => answer.then((value) => value ?? null, () => null))).then((answers) => [...answers, 'permissions' in chrome])`,
  );
  expect(answers).toEqual([null, null, null, false]);
  expect(await registered()).toEqual([`${stack.portal.origin}/*`]);
});

it('a restart of the browser keeps the site, and asks nothing', async () => {
  await stack.restartBrowser();
  await expect.poll(registered, { timeout: 20_000 }).toEqual([`${stack.portal.origin}/*`]);
  page = await stack.open(`${stack.portal.origin}/login.html`);
  await logInByCa(page, stack);
  expect(await stack.portal.waitFor('ca-login-accepted')).toBeTruthy();
});

it('an update to a higher version keeps the site, and asks nothing', async () => {
  const file = join(stack.extension, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...manifest, version: '9.9.9' }));
  await stack.restartBrowser();
  expect(await stack.inWorker('Promise.resolve(chrome.runtime.getManifest().version)')).toBe('9.9.9');
  await expect.poll(registered, { timeout: 20_000 }).toEqual([`${stack.portal.origin}/*`]);
  page = await stack.open(`${stack.portal.origin}/login.html`);
  await logInByCa(page, stack);
  expect(await stack.portal.waitFor('ca-login-accepted')).toBeTruthy();
});

it('a permission that is taken away in the browser’s own page is noticed, and given back in the popup', async () => {
  const settings = await stack.open('chrome://extensions/');
  const pattern = `${stack.portal.origin}/*`;
  await settings.evaluate(`chrome.developerPrivate.removeHostPermission('${EXTENSION_ID}', '${pattern}')`);
  await settings.close();
  await expect.poll(registered, { timeout: 20_000 }).toEqual([]);
  await page.reload();
  expect(await isServed(page)).toBe(false);
  const popup = await popupSays(page, TEXT.ungranted.what);
  await screen.answerQuestion(page, popup, TEXT.enable, 'allow');
  await expect.poll(registered, { timeout: 20_000 }).toEqual([pattern]);
  await page.reload();
  expect(await isServed(page)).toBe(true);
});

it('停用 takes scripts and permission away, and ends the socket that is open', async () => {
  await page.goto(`${stack.portal.origin}/blank.html`);
  await page.evaluate(`{
    globalThis.events = [];
    const socket = new WebSocket('ws://localhost:17212/test');
    socket.onopen = () => socket.send('1|GetCertCount');
    socket.onmessage = ({ data }) => events.push(data);
    socket.onclose = ({ code }) => events.push(code);
  }`);
  const events = (): Promise<unknown> => page.evaluate('events');
  await expect.poll(events).toEqual(['1|GetCertCount|{"ret":0,"msg":"","count":1}']);
  const before = stack.frames.length;
  const popup = await popupSays(page, TEXT.enabled);
  await press(popup, TEXT.remove);
  await expect.poll(events, { timeout: 20_000 }).toEqual([expect.any(String), 1006]);
  await expect.poll(() => stack.frames.slice(before).some(({ data }) => data.includes('vendor.closed'))).toBe(true);
  await expect.poll(permissions).toEqual([]);
  expect(await registered()).toEqual([]);
  await popup.close();
  await page.reload();
  expect(await isServed(page)).toBe(false);
});
