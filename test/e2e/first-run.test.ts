import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { REPAIR_TEXT } from '../../shared/text/checks/repairs.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { START_STEPS, START_TEXT, type StartStep } from '../../shared/text/start.js';
import { openPopup, pairCommand, says, shownDigits } from './connect-browser.js';
import {
  bindCertificate,
  enterFirstTime,
  logInByCa,
  logOut,
  type PortalStack,
  startPortalStack,
} from './portal-stack.js';
import { type Screen, startScreen } from './screen.js';

const ARTIFACTS = join(import.meta.dirname, '../../test-artifacts');
const COMPANY = '衡水金保科技有限公司';
/** Of the token, and of the portal's account: two that are told apart. */
const INITIAL = '123456';
const START = '/extension/start/';
const text = START_TEXT['zh-CN'];
const site = POPUP_TEXT['zh-CN'].site;
const repairs = REPAIR_TEXT['zh-CN'];

let screen: Screen;
let stack: PortalStack;

beforeAll(async () => {
  mkdirSync(ARTIFACTS, { recursive: true });
  screen = await startScreen();
  stack = await startPortalStack({
    extension: 'product',
    display: screen.name,
    password: INITIAL,
    identities: [{ company: COMPANY }],
  });
});

afterAll(async () => {
  await stack.close();
  await screen.close();
});

async function picture(page: Page, name: string): Promise<void> {
  const fullPage = page.url().includes(START);
  await page.screenshot({ path: join(ARTIFACTS, `first-run-${name}.png`) as `${string}.png`, fullPage });
}

/** Waits until the page shows that step as the one to do now, with all before it done and none after it. */
async function isAt(page: Page, now: StartStep | 'ready'): Promise<void> {
  const index = now === 'ready' ? START_STEPS.length : START_STEPS.indexOf(now);
  const expected = START_STEPS.map((_, at) => text.states[at < index ? 'done' : at === index ? 'now' : 'later']);
  const shown = () => page.$$eval('.start > li .badge', (badges) => badges.map(({ textContent }) => textContent));
  await expect.poll(shown, { timeout: 20_000 }).toEqual(expected);
}

async function press(page: Page, label: string): Promise<void> {
  await page.bringToFront();
  const button = await page.waitForSelector(`::-p-xpath(//button[.="${label}"])`, { visible: true });
  await button?.click();
}

/** Opens the page as the popup offers it. */
async function startFromPopup(): Promise<Page> {
  const popup = await openPopup(stack.browser);
  const opened = stack.browser.waitForTarget((target) => target.url().includes(START));
  // What comes later moves the button.
  for (const part of ['main', '.next']) await popup.waitForSelector(`${part}[aria-busy="false"]`);
  await press(popup, LIGHT_TEXT['zh-CN'].start);
  return (await opened).asPage();
}

const button = (page: Page, label: string) => page.$(`::-p-xpath(//button[.="${label}"])`);

it('from the installation to all green, step by step, on a page that opens by itself', async () => {
  const { portal, windows } = stack;
  const opened = await stack.browser.waitForTarget((target) => target.url().includes(START), { timeout: 20_000 });
  const start = await opened.asPage();
  await isAt(start, 'browser');
  await says(start, text.title, ...text.steps.browser.how);
  await picture(start, '1-browser');

  const pairingOpened = stack.browser.waitForTarget((target) => target.url().includes('/pairing/'));
  await press(start, repairs.connect);
  const pairing = await (await pairingOpened).asPage();
  const command = await pairCommand(stack);
  const digits = await windows.next();
  await picture(pairing, '2-digits');
  digits.type(await shownDigits(pairing));
  expect(await command.ended).toBe(0);
  await pairing.close();

  // The certificate takes no window.
  await isAt(start, 'website');
  await says(start, COMPANY, ...text.steps.website.how);
  expect(windows.shown).toHaveLength(1);
  await picture(start, '3-website');

  const page = await stack.open(`${portal.origin}/login.html`);
  const popup = await screen.openPopup(page);
  await says(popup, site.looksLikePortal.what, LIGHT_TEXT['zh-CN'].start);
  await picture(popup, '4-popup');
  await screen.answerQuestion(page, popup, site.enable, 'allow');
  await start.bringToFront();
  await says(start, portal.origin, site.mustReload);
  await isAt(start, 'website');
  await picture(start, '5-reload');
  await page.bringToFront();
  await page.reload();

  await start.bringToFront();
  await isAt(start, 'login');
  await says(start, ...text.steps.login.how);
  await picture(start, '6-login');

  // A break: the popup leads back to where it was left.
  await stack.restartBrowser();
  const resumed = await startFromPopup();
  await isAt(resumed, 'login');

  const unit = await stack.browser.newPage();
  await enterFirstTime(unit, portal.origin);
  await picture(unit, '7-password-changed');
  await unit.goto(`${portal.origin}/home.html`);
  await unit.waitForSelector('#home-company');
  await resumed.bringToFront();
  await says(resumed, text.unbound, `${text.steps.login.how[0]} ${text.partDone}`);
  await picture(resumed, '7-account-seen');
  await unit.bringToFront();
  await unit.goto(`${portal.origin}/bind.html`);
  await bindCertificate(unit);
  await picture(unit, '8-bound');
  await logOut(unit);
  expect(windows.shown).toHaveLength(1);
  await resumed.bringToFront();
  await isAt(resumed, 'login');
  expect(await button(resumed, repairs.changePassword)).toBeNull();

  await logInByCa(unit, stack);
  expect(portal.events.at(-1)).toMatchObject({ type: 'ca-login-accepted', owner: COMPANY });
  expect(windows.shown).toHaveLength(2);
  await resumed.bringToFront();
  await isAt(resumed, 'ready');
  await says(resumed, text.ready, POPUP_TEXT['zh-CN'].initialPassword);
  expect(await button(resumed, repairs.changePassword)).not.toBeNull();
  await picture(resumed, '9-ready');
  await press(resumed, repairs.allowPopups);
  await expect.poll(() => button(resumed, repairs.allowPopups)).toBeNull();

  await stack.bridge.stop();
  await stack.restartBrowser();
  await stack.bridge.start();
  const again = await stack.open(start.url());
  // Not what is kept from before.
  await again.waitForSelector('main[aria-busy="false"]');
  await isAt(again, 'ready');
  await picture(again, '10-restarted');
  expect(stack.browser.targets().filter((target) => target.url().includes(START))).toHaveLength(1);
  const light = await openPopup(stack.browser);
  await light.waitForSelector('.next.good:not(.stale)');
  await says(light, LIGHT_TEXT['zh-CN'].ready.what);
  expect(await button(light, LIGHT_TEXT['zh-CN'].start)).toBeNull();
  await picture(light, '11-popup');
  expect(windows.shown).toHaveLength(2);
});
