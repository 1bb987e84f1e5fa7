import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { PAGE_EVENT, RELAY_EVENT } from '../../extension/content/channel.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { startPortal } from '../portal/server.js';
import {
  bindCertificate,
  bindDirectly,
  click,
  enterFirstTime,
  failureText,
  logInByCa,
  logOut,
  type PortalStack,
  showCaLogin,
  startPortalStack,
} from './portal-stack.js';

let stack: PortalStack | undefined;

afterEach(async () => {
  const ended = stack;
  stack = undefined;
  await ended?.close();
});

/** Logs in by CA and types the password in the one window; ends at the portal's home page. */
async function text(page: Page, selector: string): Promise<string> {
  const element = await page.waitForSelector(selector, { visible: true });
  return (await element?.evaluate(({ textContent }) => textContent)) ?? '';
}

describe('the portal, marked public, over http', () => {
  it('is entered by account, bound, left and entered by CA; reading opens no window, the login one', async () => {
    stack = await startPortalStack();
    const { portal, windows } = stack;
    const page = await stack.open(`${portal.origin}/`);
    await enterFirstTime(page, portal.origin);
    await bindCertificate(page);
    expect(windows.shown).toEqual([]);
    await logOut(page);

    await logInByCa(page, stack);
    expect(await text(page, '#home-company')).toBe('衡水金保科技有限公司');
    expect(await text(page, '#login-way')).toBe('CA登录');
    expect(portal.events.map(({ type }) => type)).toEqual([
      'account-login',
      'password-changed',
      'bound',
      'ca-login-accepted',
    ]);
    expect(windows.shown).toHaveLength(1);
    const [window] = windows.shown;
    expect(window?.kind).toBe('password');
    for (const fact of [portal.origin, '未加密网站', '衡水金保科技有限公司', '演示证书', '此签名可用于登录其他网站']) {
      expect(window?.description).toContain(fact);
    }
  });

  it('asks the password in our window where the page passes one: the page’s is never used', async () => {
    stack = await startPortalStack();
    const { portal, windows, password, pagePassword } = stack;
    await bindDirectly(stack);
    const page = await stack.open(`${portal.origin}/blank.html`);
    await showCaLogin(page, `${portal.origin}/login.html?login=pin`);
    await (await page.waitForSelector('#pin', { visible: true }))?.type(pagePassword);
    const home = page.waitForNavigation();
    await click(page, '#ca-login');
    (await windows.next()).password(password);
    (await windows.next()).accept();
    await home;
    expect(windows.shown.map(({ kind }) => kind)).toEqual(['password', 'confirm']);
    expect(await portal.waitFor('ca-login-accepted')).toBeTruthy();
  });

  it('is entered over https too, where the window knows no warning', async () => {
    stack = await startPortalStack({ portal: { https: true } });
    await bindDirectly(stack);
    const page = await stack.open(`${stack.portal.origin}/blank.html`);
    await logInByCa(page, stack);
    expect(stack.windows.shown).toHaveLength(1);
    expect(stack.windows.shown[0]?.description).not.toContain('未加密网站');
  });

  it('is served in a frame of its own origin, where the frame’s first script sees our socket', async () => {
    stack = await startPortalStack();
    const { portal, windows, password } = stack;
    await bindDirectly(stack);
    const page = await stack.open(`${portal.origin}/frame.html?src=${encodeURIComponent('/login.html')}`);
    const frame = await page.waitForFrame((candidate) => candidate !== page.mainFrame());
    await (await frame.waitForSelector('#tab-ca', { visible: true }))?.click();
    await (await frame.waitForSelector('#ca-login', { visible: true }))?.click();
    (await windows.next()).password(password);
    expect(await portal.waitFor('ca-login-accepted')).toBeTruthy();
    expect(windows.shown).toHaveLength(1);
  });

  it('refuses a certificate that is not bound to it, in its own words', async () => {
    stack = await startPortalStack();
    const page = await stack.open(`${stack.portal.origin}/`);
    await showCaLogin(page, `${stack.portal.origin}/login.html`);
    await click(page, '#ca-login');
    (await stack.windows.next()).password(stack.password);
    expect(await failureText(page)).toMatch(/绑定/);
    expect((await stack.portal.waitFor('ca-login-refused')).reason).toBe('unbound');
    expect(stack.windows.shown).toHaveLength(1);
  });
});

describe('without us', () => {
  it('the same page fails: the browser keeps it from this computer', async () => {
    stack = await startPortalStack({ extension: false });
    const page = await stack.open(`${stack.portal.origin}/`);
    await showCaLogin(page, `${stack.portal.origin}/login.html`);
    await click(page, '#ca-login');
    expect(await failureText(page)).toContain('请安装并启动河北CA数字证书助手');
    expect(stack.windows.shown).toEqual([]);
  });

  it('a helper that does run is not reached either: the guard is on', async () => {
    const helper = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    const local = await startPortal({ issuers: [], host: '127.0.0.1' });
    let reached = 0;
    helper.on('connection', () => {
      reached += 1;
    });
    try {
      stack = await startPortalStack({ extension: false });
      const { port } = helper.address() as AddressInfo;
      const dial = async (origin: string): Promise<unknown> => {
        const page = await stack?.open(`${origin}/blank.html`);
        return page?.evaluate(
          (address) =>
            new Promise((resolve) => {
              const socket = new WebSocket(address);
              socket.onopen = () => resolve('open');
              socket.onclose = ({ code }) => resolve(code);
            }),
          `ws://localhost:${port}/test`,
        );
      };
      expect([await dial(stack.portal.origin), reached]).toEqual([1006, 0]);
      // The same helper, from a page that the browser does not count as public.
      expect([await dial(local.origin), reached]).toEqual(['open', 1]);
    } finally {
      helper.close();
      for (const client of helper.clients) client.terminate();
      await local.close();
    }
  });

  it('a host that is not enabled gets nothing', async () => {
    stack = await startPortalStack();
    const host = stack.portal.origin.replace('portal.test', '127.0.0.1');
    const page = await stack.open(`${host}/login.html`);
    const answers = await page.evaluate(
      async ({ asked, answered, manifest }) => {
        const heard: string[] = [];
        if (Symbol.for('ca-socket') in globalThis) heard.push('replaced socket');
        document.addEventListener(answered, () => heard.push('relay'));
        const detail = JSON.stringify({ type: 'open', socket: 1, url: 'ws://localhost:17212/test' });
        document.dispatchEvent(new CustomEvent(asked, { detail }));
        const file = await fetch(manifest).then(
          () => 'manifest',
          () => null,
        );
        if (file !== null) heard.push(file);
        if ('runtime' in ((window as { chrome?: object }).chrome ?? {})) heard.push('runtime');
        return heard;
      },
      { asked: PAGE_EVENT, answered: RELAY_EVENT, manifest: `chrome-extension://${EXTENSION_ID}/manifest.json` },
    );
    expect(answers).toEqual([]);
    await showCaLogin(page, `${host}/login.html`);
    await click(page, '#ca-login');
    expect(await failureText(page)).toContain('请安装并启动河北CA数字证书助手');
    expect(stack.windows.shown).toEqual([]);
  });
});
