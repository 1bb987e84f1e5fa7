import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm } from '../../bridge/tokens/testing/softhsm.js';
import { bindDirectly, click, failureText, type PortalStack, showCaLogin, startPortalStack } from './portal-stack.js';

const COMPANY = '衡水金保科技有限公司';
const PASSWORD = 'Soft-token-1';

let hsm: SoftHsm;
let token: string;
let stack: PortalStack;

beforeAll(async () => {
  hsm = await createSoftHsm();
  token = await hsm.addToken(COMPANY, PASSWORD);
  const certificate = new X509Certificate(readFileSync(join(dirname(hsm.env.SOFTHSM2_CONF ?? ''), 'certificate.der')));
  stack = await startPortalStack({
    password: PASSWORD,
    env: hsm.env,
    settings: { demo: false, 'tokens.modules': [SOFTHSM_MODULE] },
    portal: { issuers: [certificate.toString()] },
  });
  await bindDirectly(stack);
});

afterAll(async () => {
  await stack.close();
  await hsm.close();
});

it('a PKCS#11 token logs in; pulled while its window is open it is missed, plugged in again it works', async () => {
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
