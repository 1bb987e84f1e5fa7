import type { Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { PageClaims } from '../../shared/protocol/page-claims.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { PURPOSE_TEXT } from '../../shared/text/purposes.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { TAB_TEXT } from '../../shared/text/tab.js';
import type { OpenWindow } from '../prompts/scripted-windows.js';
import { bindDirectly, click, type PortalStack, showCaLogin, startPortalStack } from './portal-stack.js';

const FIRST = '衡水甲公司';
const SECOND = '衡水乙公司';
const PURPOSES = PURPOSE_TEXT['zh-CN'];
const REASONS = REASON_TEXT['zh-CN'];
const TEXT = TAB_TEXT['zh-CN'];

let stack: PortalStack;

beforeAll(async () => {
  const identities = [FIRST, SECOND].map((company) => ({ company, uniqueId: `id of ${company}` }));
  stack = await startPortalStack({ portal: { https: true }, identities });
});
afterEach(async () => {
  for (const page of (await stack.browser.pages()).slice(1)) await page.close();
});
afterAll(() => stack.close());

/** Picks a company's certificate in the window that lists them. */
async function choose(company: string): Promise<void> {
  const { window, choose } = await stack.windows.next();
  choose(window.rows?.findIndex((row) => row.join().includes(company)) ?? -1);
}

/** A page of the site that has written itself anew, with a socket of its own that stays open. */
async function openPage(html = ''): Promise<Page> {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await page.evaluate(async (content) => {
    // As older pages make themselves: it takes every listener of the document away.
    document.open();
    document.write(`<!doctype html>${content}`);
    document.close();
    await new Promise((resolve) => setTimeout(resolve));
    const socket = new WebSocket('ws://localhost:17212/test');
    const opened = new Promise((resolve) => socket.addEventListener('open', resolve));
    const call = async (frame: string): Promise<unknown> => {
      await opened;
      return new Promise((resolve) => {
        socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data).split('|')[2] ?? '')), {
          once: true,
        });
        socket.send(frame);
      });
    };
    Object.assign(globalThis, { call });
  }, html);
  return page;
}

interface Answer {
  readonly ret: number;
  readonly msg: string;
}

function call(page: Page, frame: string): Promise<Answer> {
  return page.evaluate((text) => (globalThis as unknown as { call(frame: string): Promise<Answer> }).call(text), frame);
}

async function select(page: Page, company: string): Promise<void> {
  const selected = call(page, '1|SelectSignCert');
  await choose(company);
  expect((await selected).ret).toBe(0);
}

/** Asks for a signature, and answers its window. */
async function sign(page: Page, text: string, answer: (window: OpenWindow) => void): Promise<Answer> {
  const signed = call(page, `1|SignText|{"signText":"${text}"}`);
  answer(await stack.windows.next());
  return signed;
}

const agree = ({ password }: OpenWindow): void => password(stack.password);

/** What the bridge was told of the page with its last request for a signature. */
function lastClaims(): PageClaims | undefined {
  const frame = stack.frames.findLast(({ from, data }) => from === 'extension' && data.includes('1|SignText'));
  return (JSON.parse(frame?.data ?? '{}') as { params?: { page?: PageClaims } }).params?.page;
}

async function says(popup: Page, ...texts: readonly string[]): Promise<void> {
  const shown = (): Promise<string | null> => popup.evaluate(() => document.body.textContent);
  for (const text of texts) await expect.poll(shown, { timeout: 10_000 }).toContain(text);
}

async function press(popup: Page, button: string): Promise<void> {
  await (await popup.waitForSelector(`::-p-xpath(//button[.="${button}"])`))?.click();
}

/** The popup over a page. */
async function openPopup(page: Page): Promise<Page> {
  await page.bringToFront();
  const popup = await stack.openPopup();
  await says(popup, POPUP_TEXT['zh-CN'].site.enabled);
  return popup;
}

it('a login by the portal’s button says so in its window, and binds the tab to its certificate', async () => {
  const bound = bindDirectly(stack);
  await choose(FIRST);
  await bound;
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  const home = page.waitForNavigation();
  await click(page, '#ca-login');
  await choose(FIRST);
  const asked = await stack.windows.next();
  expect(asked.window.description).toContain(`网页称：用途是「${PURPOSES.login}」`);
  agree(asked);
  await home;
  expect(lastClaims()).toEqual({ purpose: 'login', company: null, code: null, acted: true });

  const popup = await openPopup(page);
  await says(popup, TEXT.bound(FIRST), TEXT.grant.title);
});

it('another certificate is refused to the tab until it is allowed by one click', async () => {
  const page = await openPage();
  await select(page, FIRST);
  expect((await sign(page, 'a', agree)).ret).toBe(0);
  await select(page, SECOND);
  const refused = await call(page, '1|SignText|{"signText":"b"}');
  expect(refused.ret).not.toBe(0);
  expect(refused.msg).toContain(REASONS['certificate.otherInTab'].what);

  const popup = await openPopup(page);
  await says(popup, TEXT.wanted(SECOND, FIRST).what);
  await press(popup, TEXT.rebind);
  await says(popup, TEXT.bound(SECOND));
  await popup.close();
  expect((await sign(page, 'b', agree)).ret).toBe(0);
});

it('a site that was refused three times is paused, and resumed by one click', async () => {
  const page = await openPage();
  await select(page, FIRST);
  for (const text of ['a', 'b', 'c']) await sign(page, text, (window) => window.cancel());
  const paused = await call(page, '1|SignText|{"signText":"d"}');
  expect(paused.msg).toContain(REASONS['site.paused'].what);

  const popup = await openPopup(page);
  await says(popup, '您已多次拒绝这个网站，已暂停签名');
  await press(popup, TEXT.resume);
  await expect.poll(() => popup.$(`::-p-xpath(//button[.="${TEXT.resume}"])`), { timeout: 10_000 }).toBeNull();
  await popup.close();
  expect((await sign(page, 'd', agree)).ret).toBe(0);
});

it('连续签名 allows the page that is shown so many signatures in one window, and lists them', async () => {
  const page = await openPage();
  await select(page, FIRST);
  expect((await sign(page, 'a', agree)).ret).toBe(0);
  const popup = await openPopup(page);
  const count = await popup.waitForSelector('input[name=count]');
  await count?.click({ count: 3 });
  await count?.type('2');
  await popup.keyboard.press('Enter');
  const asked = await stack.windows.next();
  expect(asked.window.description).toContain('连续签名 2 次');
  agree(asked);
  await says(popup, '还可以签 2 次（共 2 次）');
  await popup.close();

  const shown = stack.windows.shown.length;
  expect((await call(page, '1|SignText|{"signText":"b"}')).ret).toBe(0);
  expect(stack.windows.shown).toHaveLength(shown);
  await says(await openPopup(page), '还可以签 1 次（共 2 次）', TEXT.grant.signed(1));
});

it('a page that uses no certificate now is told so when it is to be allowed several signatures', async () => {
  const page = await openPage();
  await select(page, FIRST);
  expect((await sign(page, 'a', agree)).ret).toBe(0);
  await page.goto(`${stack.portal.origin}/blank.html`);
  const popup = await openPopup(page);
  await press(popup, TEXT.grant.ask);
  await says(popup, TEXT.grant.noSocket.what);
});

it('a page’s script makes neither the user’s click nor act; the user does', async () => {
  const page = await openPage(`
    <h1>单位名称：${FIRST}</h1><p>统一社会信用代码：91350100M000100Y43</p>
    <label id="label">CA登录<input id="box" type="checkbox"></label><button id="button">提交申报</button>`);
  await select(page, FIRST);
  await page.evaluate(() => {
    const events = [new PointerEvent('pointerdown', { bubbles: true }), new KeyboardEvent('keydown', { key: 'Enter' })];
    for (const event of events) document.getElementById('button')?.dispatchEvent(event);
    document.getElementById('button')?.click();
    document.getElementById('label')?.click();
  });
  await sign(page, 'a', (window) => window.cancel());
  const about = { company: FIRST, code: '91350100M000100Y43' };
  expect(lastClaims()).toEqual({ ...about, purpose: null, acted: false });

  await page.bringToFront();
  await page.click('#button');
  expect((await sign(page, 'b', agree)).ret).toBe(0);
  expect(lastClaims()).toEqual({ ...about, purpose: 'submit', acted: true });
});
