import type { Browser, Page } from 'puppeteer';
import { expect } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { CONSOLE_TEXT } from '../../shared/text/console.js';
import { PAIRING_TEXT } from '../../shared/text/pairing.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import type { BridgeCommand } from './bridge-process.js';
import type { Stack } from './harness.js';

/** Waits until the page says all of this. */
export async function says(page: Page, ...texts: readonly string[]): Promise<void> {
  const shown = (): Promise<string | null> => page.evaluate(() => document.body.textContent);
  for (const expected of texts) await expect.poll(shown, { timeout: 15_000 }).toContain(expected);
}

/** The popup of a browser, as a tab. */
export async function openPopup(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/extension/popup/index.html`);
  return page;
}

/** Clicks 连接浏览器 (or 管理连接) in a popup; answers the page that opens. */
export async function openPairing(browser: Browser): Promise<Page> {
  const popup = await openPopup(browser);
  // Before that, it offers what was to be done last.
  await popup.waitForSelector('.next[aria-busy="false"]');
  const { connect, connections } = POPUP_TEXT['zh-CN'];
  const button = await popup.waitForSelector(`::-p-xpath(//button[.="${connect}" or .="${connections}"])`);
  const opened = browser.waitForTarget((target) => target.url().includes('/pairing/'));
  await button?.click();
  return (await opened).asPage();
}

/** Opens the two minutes in the bridge, as the user does on the command line. */
export async function pairCommand(stack: Stack): Promise<BridgeCommand> {
  const command = stack.bridge.command('pair');
  await expect.poll(() => command.said(), { timeout: 15_000 }).toContain(CONSOLE_TEXT['zh-CN'].pairingOpened);
  return command;
}

export async function shownDigits(page: Page): Promise<string> {
  const element = await page.waitForSelector('.digits', { timeout: 15_000 });
  return ((await element?.evaluate(({ textContent }) => textContent)) ?? '').replace(/\D/g, '');
}

/** Connects a browser by its popup and the digits in the bridge's window; answers the page that says so. */
export async function connect(stack: Stack, browser: Browser): Promise<Page> {
  const page = await openPairing(browser);
  const command = await pairCommand(stack);
  const window = await stack.windows.next();
  window.type(await shownDigits(page));
  expect(await command.ended).toBe(0);
  await says(page, PAIRING_TEXT['zh-CN'].connected);
  return page;
}
