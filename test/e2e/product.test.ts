import { afterAll, beforeAll, expect, it } from 'vitest';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { connect } from './connect-browser.js';
import {
  bindDirectly,
  click,
  failureText,
  logInByCa,
  type PortalStack,
  showCaLogin,
  startPortalStack,
} from './portal-stack.js';
import { type Screen, startScreen } from './screen.js';

const TEXT = POPUP_TEXT['zh-CN'].site;

let screen: Screen;
let stack: PortalStack;

beforeAll(async () => {
  screen = await startScreen();
  stack = await startPortalStack({ extension: 'product', display: screen.name });
});

afterAll(async () => {
  await stack.close();
  await screen.close();
});

/** Waits until our scripts are registered for the portal. */
async function isEnabled(): Promise<void> {
  const registered = 'chrome.scripting.getRegisteredContentScripts().then(([script]) => script?.matches)';
  await expect.poll(() => stack.inWorker(registered), { timeout: 20_000 }).toEqual([`${stack.portal.origin}/*`]);
}

it('the product, as it is installed, comes from nothing to a login: site, connection, certificate', async () => {
  const { portal } = stack;
  const login = `${portal.origin}/login.html`;
  const page = await stack.open(login);
  await showCaLogin(page, login);
  await click(page, '#ca-login');
  expect(await failureText(page)).toContain('请安装并启动河北CA数字证书助手');

  const popup = await screen.openPopup(page);
  await popup.waitForSelector('main[aria-busy="false"]');
  await screen.answerQuestion(page, popup, TEXT.enable, 'allow');
  await isEnabled();

  await page.reload();
  await showCaLogin(page, login);
  await click(page, '#ca-login');
  expect(await failureText(page)).toContain(REASON_TEXT['zh-CN']['bridge.unpaired'].what);

  await (await connect(stack, stack.browser)).close();
  await bindDirectly(stack);
  await logInByCa(page, stack);
  expect(await portal.waitFor('ca-login-accepted')).toBeTruthy();

  await stack.restartBrowser();
  await isEnabled();
  await logInByCa(await stack.browser.newPage(), stack);
  expect(await portal.waitFor('ca-login-accepted')).toBeTruthy();
});
