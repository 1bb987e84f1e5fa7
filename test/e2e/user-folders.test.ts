import { X509Certificate } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSoftHsm, SOFTHSM_MODULE } from '../../bridge/tokens/testing/softhsm.js';
import { recorded } from '../support/recorded.js';
import type { StackOptions } from './harness.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';

const USER = '张三 (财务)';

let stack: PortalStack | undefined;
const undo: (() => Promise<void>)[] = [];

afterEach(async () => {
  await stack?.close();
  for (const step of undo.splice(0)) await step();
});

/** Logs in, starts bridge and browser anew, and logs in again. */
async function expectLogins(options: StackOptions & Parameters<typeof startPortalStack>[0]): Promise<void> {
  stack = await startPortalStack({ user: USER, ...options });
  expect(stack.folder).toContain(USER);
  expect(stack.extension).toContain(USER);
  await bindDirectly(stack);
  await logInByCa(await stack.browser.newPage(), stack);
  await stack.bridge.stop();
  await stack.bridge.start();
  await stack.restartBrowser();
  await logInByCa(await stack.browser.newPage(), stack);
  expect(stack.portal.events.filter(({ type }) => type === 'ca-login-accepted')).toHaveLength(2);
  const home = join(stack.folder, USER, '.local/share/hengshui-ca');
  expect(readdirSync(home)).toContain('journal');
  expect(recorded(home).signed.size).toBe(2);
}

it('a user with a Chinese name and spaces in every path logs in with the demo certificate', async () => {
  await expectLogins({});
});

it('a user with a Chinese name and spaces in every path logs in with a token', async () => {
  const hsm = await createSoftHsm(USER);
  undo.push(hsm.close);
  const folder = dirname(hsm.env.SOFTHSM2_CONF ?? '');
  const module = join(folder, '证书 驱动.so');
  copyFileSync(SOFTHSM_MODULE, module);
  const password = 'Soft-token-1';
  await hsm.addToken('衡水金保科技有限公司', password);
  const certificate = new X509Certificate(readFileSync(join(folder, 'certificate.der')));
  await expectLogins({
    password,
    env: hsm.env,
    settings: { demo: false, 'tokens.modules': [module] },
    portal: { issuers: [certificate.toString()] },
  });
});
