import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { type PortalStack, startPortalStack } from './portal-stack.js';

const TITLES = LIGHT_TEXT['zh-CN'].button;
/** The double of the portal is not encrypted, which wants the user's attention. */
const WELL = ['!', TITLES.attention];
const BROKEN = ['×', TITLES.broken];

let stack: PortalStack;

beforeAll(async () => {
  stack = await startPortalStack({ identities: [{ company: '衡水金保科技有限公司', validDays: 300 }] });
});

afterAll(() => stack.close());

const button = (): Promise<unknown> =>
  stack.inWorker('Promise.all([chrome.action.getBadgeText({}), chrome.action.getTitle({})])');

async function shows(expected: readonly string[]): Promise<void> {
  await expect.poll(button, { timeout: 20_000 }).toEqual(expected);
}

async function recheck(popup: Page): Promise<void> {
  await (await popup.waitForSelector('button[aria-disabled="false"]'))?.click();
}

it('the toolbar’s button says how it stands, by itself when the bridge is lost, and again when it is back', async () => {
  const popup = await stack.popup();
  await shows(WELL);
  await stack.bridge.stop();
  await shows(BROKEN);
  await stack.bridge.start();
  await recheck(popup);
  await shows(WELL);
  await popup.close();
});

it('a tab that is to be reloaded says that over what the others say', async () => {
  const page = await stack.open(`${stack.portal.origin}/login.html`);
  const popup = await stack.popup();
  await shows(WELL);
  const tab = await stack.inWorker("chrome.tabs.query({ url: 'http://portal.test/*' }).then(([tab]) => tab.id)");
  await stack.inWorker(`chrome.action.setBadgeText({ tabId: ${tab}, text: '↻' })`);
  await stack.bridge.stop();
  await shows(BROKEN);
  expect(await stack.inWorker(`chrome.action.getBadgeText({ tabId: ${tab} })`)).toBe('↻');
  await stack.bridge.start();
  await recheck(popup);
  await shows(WELL);
  await popup.close();
  await page.close();
});

it('a browser that starts without the bridge says so, with no page of ours open', async () => {
  await stack.bridge.stop();
  await stack.restartBrowser();
  await shows(BROKEN);
  await stack.killWorker();
  const page = await stack.popup();
  await shows(BROKEN);
  await page.close();
});
