import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopProcess } from '../../bridge/tokens/testing/processes.js';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm } from '../../bridge/tokens/testing/softhsm.js';
import { bindDirectly, click, failureText, type PortalStack, showCaLogin, startPortalStack } from './portal-stack.js';

const COMPANY = '衡水金保科技有限公司';
const PASSWORD = 'Soft-token-1';
const TEXT = '登录-8f3a';
/** The vendor's number for a certificate that is not there. */
const NOT_THERE = -536145917;
const GONE = '这张数字证书已经不在电脑上。请插好原来的数字证书，然后再试一次。';

/** An answer of the vendor's protocol. */
interface Answer {
  readonly ret: number;
  readonly msg: string;
  readonly signature?: string;
}

describe.each([
  ['http', false],
  ['https', true],
])('a PKCS#11 token on an %s portal', (_, https) => {
  let hsm: SoftHsm;
  let token: string;
  let stack: PortalStack;
  let certificate: X509Certificate;

  beforeAll(async () => {
    hsm = await createSoftHsm();
    token = await hsm.addToken(COMPANY, PASSWORD);
    certificate = new X509Certificate(readFileSync(join(dirname(hsm.env.SOFTHSM2_CONF ?? ''), 'certificate.der')));
    stack = await startPortalStack({
      password: PASSWORD,
      env: hsm.env,
      settings: { demo: false, 'tokens.modules': [SOFTHSM_MODULE] },
      portal: { issuers: [certificate.toString()], https },
    });
    await bindDirectly(stack);
  });

  afterAll(async () => {
    await stack.close();
    await hsm.close();
  });

  /** Opens a page's socket to the vendor's address; answers what calls a function on it. */
  async function openSocket(): Promise<(name: string, params?: object) => Promise<Answer>> {
    const page = await stack.open(`${stack.portal.origin}/blank.html`);
    await page.evaluate(async () => {
      const socket = new WebSocket('ws://localhost:17212/test');
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      Object.assign(window, { socket });
    });
    return async (name, params = {}) => {
      const answer = await callOnPage(page, `1|${name}|${JSON.stringify(params)}`, `1|${name}|`);
      return JSON.parse(answer) as Answer;
    };
  }

  const signs = (answer: Answer): boolean =>
    verify('sha1', Buffer.from(TEXT), certificate.publicKey, Buffer.from(answer.signature ?? '', 'base64'));

  /** The process of the driver that was started last. */
  const driverPid = (): number =>
    stack
      .log()
      .split('\n')
      .filter((line) => line.includes('driver.started'))
      .map((line) => (JSON.parse(line) as { pid: number }).pid)
      .at(-1) ?? 0;

  it('logs in; pulled while its window is open it is missed, plugged in again it works', async () => {
    const page = await stack.open(`${stack.portal.origin}/blank.html`);
    await showCaLogin(page, `${stack.portal.origin}/login.html`);
    await click(page, '#ca-login');
    const window = await stack.windows.next();
    expect(window.window.description).toContain(COMPANY);
    expect(window.window.description).not.toContain('演示证书');
    await hsm.pull(token);
    window.password(PASSWORD);
    expect(await failureText(page)).toContain('这张数字证书已经不在电脑上');
    await click(page, '#ca-login');
    await page.waitForFunction(() => document.querySelector('#failure')?.textContent?.includes('没有找到数字证书'));
    await hsm.plug(token);
    const home = page.waitForNavigation();
    await click(page, '#ca-login');
    (await stack.windows.next()).password(PASSWORD);
    await home;
    expect(stack.portal.events.at(-1)).toMatchObject({ type: 'ca-login-accepted', owner: COMPANY });
    expect(stack.windows.shown).toHaveLength(2);
  });

  it('pulled between SelectSignCert and SignText opens no window; the next try on the same page signs', async () => {
    const call = await openSocket();
    expect(await call('SelectSignCert')).toMatchObject({ ret: 0 });
    const before = stack.windows.shown.length;
    await hsm.pull(token);
    expect(await call('SignText', { signText: TEXT })).toMatchObject({ ret: NOT_THERE, msg: GONE });
    expect(stack.windows.shown).toHaveLength(before);
    await hsm.plug(token);
    const answer = call('SignText', { signText: TEXT });
    (await stack.windows.next()).password(PASSWORD);
    expect(signs(await answer)).toBe(true);
  });

  it('pulled in mid-sign is missed; the next try on the same page asks for the password and signs', async () => {
    const call = await openSocket();
    expect(await call('SelectSignCert')).toMatchObject({ ret: 0 });
    const login = call('UILogin');
    (await stack.windows.next()).password(PASSWORD);
    expect(await login).toMatchObject({ ret: 0 });
    const pulled = call('SignText', { signText: TEXT });
    const confirm = await stack.windows.next();
    await stopProcess(driverPid());
    confirm.accept();
    await hsm.pull(token);
    process.kill(driverPid(), 'SIGCONT');
    expect(await pulled).toMatchObject({ ret: NOT_THERE, msg: GONE });
    await hsm.plug(token);
    const answer = call('SignText', { signText: TEXT });
    (await stack.windows.next()).password(PASSWORD);
    expect(signs(await answer)).toBe(true);
  });
});

/** Sends a frame on the page's socket; answers the first frame that begins so, without that beginning. */
function callOnPage(page: Page, frame: string, beginning: string): Promise<string> {
  return page.evaluate(
    (sent, wanted) =>
      new Promise<string>((resolve) => {
        const { socket } = window as unknown as { socket: WebSocket };
        const listen = ({ data }: MessageEvent<string>): void => {
          if (!data.startsWith(wanted)) return;
          socket.removeEventListener('message', listen);
          resolve(data.slice(wanted.length));
        };
        socket.addEventListener('message', listen);
        socket.send(sent);
      }),
    frame,
    beginning,
  );
}
