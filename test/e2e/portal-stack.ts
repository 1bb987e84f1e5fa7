import type { Page } from 'puppeteer';
import { type Portal, type PortalOptions, startPortal } from '../portal/server.js';
import { type Stack, type StackOptions, startStack } from './harness.js';

/** 网报登录密码 as the portal double hands out accounts, and one that its rule accepts. */
const INITIAL_PASSWORD = '123456';
const NEW_PASSWORD = 'Hengshui2026';
const ACCOUNT = '13110001';

export interface PortalStack extends Stack {
  readonly portal: Portal;
}

/** The product around the portal double, which accepts the stack's CA. */
export async function startPortalStack(
  options: Omit<StackOptions, 'origins'> & { readonly portal?: Partial<PortalOptions> } = {},
): Promise<PortalStack> {
  let portal: Portal | undefined;
  try {
    const stack = await startStack({
      ...options,
      origins: async (ca) => {
        portal = await startPortal({ issuers: [ca], ...options.portal });
        return [portal.origin];
      },
    });
    if (!portal) throw new Error('the stack starts its sites');
    const { close } = portal;
    const closeStack = stack.close;
    let closing: Promise<void> | undefined;
    // Not a copy: the stack's browser may be another one later.
    return Object.assign(stack, {
      portal,
      close() {
        closing ??= closeStack().finally(close);
        return closing;
      },
    });
  } catch (error) {
    await portal?.close();
    throw error;
  }
}

/** Clicks what an Element UI page shows for a selector, once it is there. */
export async function click(page: Page, selector: string): Promise<void> {
  await page.bringToFront();
  const element = await page.waitForSelector(selector, { visible: true });
  await element?.click();
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  await page.bringToFront();
  const element = await page.waitForSelector(selector, { visible: true });
  await element?.type(text);
}

/** What the page says went wrong. */
export async function failureText(page: Page): Promise<string> {
  const alert = await page.waitForSelector('#failure', { visible: true });
  return (await alert?.evaluate((element) => element.textContent)) ?? '';
}

/** Logs in with 单位编号 and 网报登录密码; leaves the page where the portal leads. */
async function logInByAccount(page: Page, origin: string, password: string): Promise<void> {
  await page.goto(`${origin}/login.html`);
  await type(page, '#account', ACCOUNT);
  await type(page, '#password', password);
  await Promise.all([page.waitForNavigation(), click(page, '#account-login')]);
}

/** First login of a unit, with the change of its initial 网报登录密码; ends at CA绑定. */
export async function enterFirstTime(page: Page, origin: string): Promise<void> {
  await logInByAccount(page, origin, INITIAL_PASSWORD);
  await type(page, '#old-password', INITIAL_PASSWORD);
  await type(page, '#new-password', NEW_PASSWORD);
  await type(page, '#repeat-password', NEW_PASSWORD);
  await Promise.all([page.waitForNavigation(), click(page, '#save')]);
}

/** 读取证书 and 保存 on CA绑定. */
export async function bindCertificate(page: Page): Promise<void> {
  await click(page, '#vendor');
  await click(page, '.el-select-dropdown__item');
  await click(page, '#read-certificate');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#not-after')?.value);
  // Not while the last of it is still being read.
  await click(page, '#save:enabled');
  await page.waitForSelector('#saved', { visible: true });
}

export async function logOut(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), click(page, '#logout')]);
}

/** Opens the CA tab of the login page. */
export async function showCaLogin(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await click(page, '#tab-ca');
}

/** Binds the stack's certificate to the unit without going through the pages. */
export async function bindDirectly(stack: PortalStack): Promise<void> {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await enterFirstTime(page, stack.portal.origin);
  await bindCertificate(page);
  await logOut(page);
  await page.close();
}

/** Logs in with the stack’s certificate, which is bound; ends at the portal’s home. */
export async function logInByCa(page: Page, { portal, windows, password }: PortalStack): Promise<void> {
  await showCaLogin(page, `${portal.origin}/login.html`);
  const home = page.waitForNavigation();
  await click(page, '#ca-login');
  (await windows.next()).password(password);
  await home;
}

/** Waits until the login is through or the page says what went wrong; answers which. */
export async function loginOutcome(page: Page): Promise<string> {
  const said = await page.waitForFunction(
    () => {
      if (location.pathname === '/home.html') return 'home';
      return document.querySelector('#failure')?.textContent;
    },
    { timeout: 60_000 },
  );
  return String(await said.jsonValue());
}
