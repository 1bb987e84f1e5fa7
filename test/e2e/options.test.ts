import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { type PortalStack, startPortalStack } from './portal-stack.js';

const TEXT = OPTIONS_TEXT['zh-CN'];
const NAME = '城区分公司';

let stack: PortalStack;

beforeAll(async () => {
  stack = await startPortalStack({ identities: [{ company: '衡水金保科技有限公司', validDays: 300 }] });
  await (await stack.popup()).waitForSelector('dl');
});

afterAll(() => stack.close());

async function options(): Promise<Page> {
  const page = await stack.browser.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/extension/options/index.html`);
  await page.waitForSelector('.known > li');
  return page;
}

const press = async (page: Page, label: string): Promise<void> => {
  await (await page.waitForSelector(`::-p-xpath(//button[.="${label}"])`))?.click();
};

const says = async (page: Page, words: string): Promise<void> => {
  await expect.poll(() => page.evaluate(() => document.body.textContent), { timeout: 20_000 }).toContain(words);
};

it('a name that a certificate was given is there after the browser was started anew, in the popup too', async () => {
  const page = await options();
  await (await page.waitForSelector('input[name=nickname]'))?.type(NAME);
  await page.keyboard.press('Enter');
  await says(page, TEXT.keys.saved);
  await stack.restartBrowser();
  const popup = await stack.popup();
  await says(popup, NAME);
  await popup.close();
  const again = await options();
  expect(await again.$eval('input[name=nickname]', ({ value }) => value)).toBe(NAME);
  await again.close();
});

it('the table of contents leads to each section by keyboard', async () => {
  const page = await options();
  const targets = await page.$$eval('.contents a', (links) =>
    links.map((link) => document.querySelector(link.getAttribute('href') ?? '')?.querySelector('h2')?.textContent),
  );
  expect(targets).toContain(TEXT.keys.title);
  expect(targets).not.toContain(undefined);
  await page.focus('.contents a[href="#about"]');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#about');
  await page.close();
});

it('the checks are run from here, and what they found is told with what has changed', async () => {
  const page = await options();
  await stack.bridge.stop();
  await press(page, '重新检查');
  await says(page, '桌面程序没有运行');
  await stack.bridge.start();
  await press(page, '重新检查');
  await expect
    .poll(() => page.$eval('.checks', ({ textContent }) => textContent), { timeout: 20_000 })
    .toContain(TEXT.checks.states.good);
  const history = await page.$$eval('.history > li', (items) => items.map(({ textContent }) => textContent).join());
  expect(history).toContain('桌面程序没有运行');
  await page.close();
});

it('a certificate that is not there any more is forgotten on a click', async () => {
  const page = await options();
  const before = (await stack.inWorker("chrome.storage.local.get('keys')")) as { keys: { keys: object[] } };
  const gone = { ...before.keys.keys[0], id: 'ef'.repeat(32), owner: '旧公司', present: false };
  const keys = { ...before.keys, keys: [...before.keys.keys, gone] };
  await stack.inWorker(`chrome.storage.local.set(${JSON.stringify({ keys })})`);
  await says(page, '旧公司');
  await press(page, TEXT.keys.forget);
  await expect.poll(() => page.$$eval('.known > li', ({ length }) => length)).toBe(1);
  await page.reload();
  await page.waitForSelector('.known > li');
  expect(await page.evaluate(() => document.body.textContent)).not.toContain('旧公司');
  await page.close();
});
