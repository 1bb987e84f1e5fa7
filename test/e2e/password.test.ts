import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { filesWith, holds } from './canary.js';
import { bindDirectly, click, type PortalStack, showCaLogin, startPortalStack } from './portal-stack.js';

const COMPANY = '衡水金保科技有限公司';
const INITIAL = '123456';
const NEXT = 'Canary-8f3aQ2';
const text = POPUP_TEXT['zh-CN'];
let stack: PortalStack;

beforeAll(async () => {
  stack = await startPortalStack({ password: INITIAL, identities: [{ company: COMPANY }] });
  await bindDirectly(stack);
});

afterAll(() => stack.close());

async function logIn(password: string): Promise<void> {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  const home = page.waitForNavigation();
  await click(page, '#ca-login');
  (await stack.windows.next()).password(password);
  await home;
  expect(stack.portal.events.at(-1)).toMatchObject({ type: 'ca-login-accepted', owner: COMPANY });
  await page.close();
}

const shown = (popup: Page): Promise<string | null> => popup.evaluate(() => document.body.textContent);

it('the popup has the initial password changed, in the bridge’s windows', async () => {
  const popup = await stack.popup();
  await popup.waitForSelector('main[aria-busy=false]');
  expect(await shown(popup)).not.toContain(text.initialPassword);
  await logIn(INITIAL);
  await popup.bringToFront();
  await popup.reload();
  await click(popup, '.hint button');
  await expect.poll(() => shown(popup)).toContain(text.changingPassword);

  (await stack.windows.next()).password(INITIAL);
  const asked = await stack.windows.next();
  expect(asked.window.description).toContain(COMPANY);
  expect(asked.window.repeat).toBe('再输一次：');
  asked.password(INITIAL);
  const again = await stack.windows.next();
  expect(again.window.error).toContain('不能是 123456');
  again.password(NEXT);
  const told = await stack.windows.next();
  expect(told.window).toMatchObject({ kind: 'notice', description: expect.stringContaining('证书口令已经修改') });
  told.accept();

  await popup.waitForFunction(() => document.querySelector('.hint') === null);
  await logIn(NEXT);
  expect(stack.frames.filter(({ data }) => holds(data, NEXT))).toEqual([]);
  expect([filesWith(NEXT, stack.folder), stack.log().includes(NEXT)]).toEqual([[], false]);
});
