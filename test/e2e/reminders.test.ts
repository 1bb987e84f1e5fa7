import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import { type FakeBench, fakeBench } from '../tokens/fake-bench.js';
import { type Stack, startStack } from './harness.js';
import { type Screen, startScreen } from './screen.js';
import { until } from './wait.js';

const TEXT = EXPIRY_TEXT['zh-CN'];
const SWITCH = 'input[role=switch]';

let screen: Screen;
let bench: FakeBench;
let stack: Stack;
let options: Page;

beforeAll(async () => {
  screen = await startScreen();
  bench = await fakeBench();
  const token = await bench.token('衡水金保科技有限公司', { notAfter: new Date(Date.now() + 20 * 86_400_000) });
  const { module } = await bench.fake({ slots: [token] });
  stack = await startStack({
    display: screen.name,
    settings: { demo: false, 'tokens.modules': [module], 'tokens.findModules': false },
  });
  // The bridge has listed the certificate, which is what is reminded of.
  const popup = await stack.popup();
  await popup.waitForSelector('main[aria-busy="false"]');
  const seen = "chrome.storage.local.get('expiry').then(({ expiry }) => expiry?.certificates.length === 1)";
  await until('the certificate to be kept', () => stack.inWorker(seen));
  options = await stack.open(`chrome-extension://${EXTENSION_ID}/extension/options/index.html`);
  await popup.close();
});

afterAll(async () => {
  await stack.close();
  await bench.close();
  await screen.close();
});

const isAllowed = (): Promise<unknown> =>
  stack.inWorker("chrome.permissions.contains({ permissions: ['notifications'] })");
const isDaily = (): Promise<unknown> =>
  stack.inWorker("chrome.alarms.get('expiry').then((alarm) => alarm !== undefined)");
const says = (): Promise<string> => options.$eval('body', ({ textContent }) => textContent);
const isOn = (): Promise<boolean> => options.$eval(SWITCH, (input) => (input as HTMLInputElement).checked);

it('the user’s no to the browser’s question leaves the reminders off, and is answered in a sentence', async () => {
  expect(await isAllowed()).toBe(false);
  expect(await says()).not.toContain(TEXT.refused);
  await screen.answerQuestionOver(options, SWITCH, 'refuse');
  await expect.poll(says, { timeout: 20_000 }).toContain(TEXT.refused);
  expect([await isOn(), await isAllowed(), await isDaily()]).toEqual([false, false, false]);
});

it('the user’s yes turns them on: what is due is reminded of at once, and the sentence is gone', async () => {
  await screen.answerQuestionOver(options, SWITCH, 'allow');
  await options.waitForSelector(`${SWITCH}:checked`);
  expect([await isAllowed(), await isDaily()]).toEqual([true, true]);
  expect(await says()).not.toContain(TEXT.refused);
  const shown = (): Promise<unknown> => stack.inWorker('chrome.notifications.getAll().then((all) => Object.keys(all))');
  await expect.poll(shown, { timeout: 20_000 }).toEqual([expect.stringMatching(/^expiry:\w{64}:30$/)]);
});

it('turned off, the permission is given back', async () => {
  await options.bringToFront();
  await (await options.waitForSelector(SWITCH))?.click();
  await expect.poll(isAllowed, { timeout: 20_000 }).toBe(false);
  await expect.poll(isOn).toBe(false);
  expect(await isDaily()).toBe(false);
});
