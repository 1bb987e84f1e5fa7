import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { waitForEnd } from '../../bridge/tokens/testing/processes.js';
import {
  bindDirectly,
  click,
  failureText,
  type PortalStack,
  showCaLogin,
  startPortalStack,
} from '../e2e/portal-stack.js';
import { until } from '../e2e/wait.js';
import { OpensslCa } from '../portal/openssl-ca.js';
import { buildFakePkcs11, type FakePkcs11 } from '../tokens/build-fake.js';
import type { FakeToken } from '../tokens/fake-script.js';
import { startWine, type Wine, windowsPath } from './wine.js';

const COMPANY = '衡水金保科技有限公司';
const UNIQUE_ID = '2@6021SF0911310001';
const ID = Buffer.from('01', 'hex');

let wine: Wine;
let fake: FakePkcs11;
let token: FakeToken;
let stack: PortalStack;

beforeAll(async () => {
  wine = await startWine();
  const ca = await OpensslCa.create('测试CA');
  const { certificate, privateKey } = await ca.issue({
    commonName: COMPANY,
    uniqueId: `ASN1:UTF8String:${UNIQUE_ID}`,
  });
  await ca.remove();
  fake = await buildFakePkcs11(wine.folder, { slots: [] }, '驱动', 'win32');
  stack = await startPortalStack({
    host: wine.host,
    settings: { demo: false, 'tokens.modules': [windowsPath(fake.module)] },
    portal: { issuers: [ca.pem] },
  });
  token = {
    label: COMPANY,
    serial: 'W1',
    pin: stack.password,
    objects: [
      { kind: 'certificate', id: ID, certificate: certificate.raw },
      { kind: 'key', id: ID, key: privateKey },
    ],
  };
  await fake.rewrite({ slots: [token] });
  await bindDirectly(stack);
}, 180_000);

afterEach(() => fake.rewrite({ slots: [token] }));

afterAll(async () => {
  await stack.close().finally(() => wine.close());
}, 60_000);

/** The drivers' processes, by this system's numbers. */
async function drivers(): Promise<number[]> {
  const found: number[] = [];
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // A process may be gone by now.
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('driver-pkcs11.js') && command.includes(basename(stack.folder))) found.push(Number(id));
  }
  return found;
}

const signatures = async () => (await fake.calls()).filter((name) => name === 'C_Sign').length;

it('a page logs in with a token in the bridge on Windows, and the process that had the password ends', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await click(page, '#ca-login');
  const window = await stack.windows.next();
  expect(window.window.description).toContain(COMPANY);
  await fake.rewrite({ slots: [token], faults: { C_Sign: { milliseconds: 1_000 } } });
  const before = await drivers();
  const home = page.waitForNavigation();
  window.password(stack.password);
  const opened = await until('a process that signs', async () =>
    (await signatures()) > 0 ? (await drivers()).filter((id) => !before.includes(id)) : null,
  );
  expect(opened).toHaveLength(1);
  await home;
  expect(stack.portal.events.at(-1)).toMatchObject({
    type: 'ca-login-accepted',
    owner: COMPANY,
    uniqueId: UNIQUE_ID,
    checks: { signature: expect.any(Number) as number },
  });
  await Promise.all(opened.map(waitForEnd));
});

it('a token that is pulled while its window is open is missed in Chinese; plugged in again it works', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await click(page, '#ca-login');
  const window = await stack.windows.next();
  await fake.rewrite({ slots: [null] });
  window.password(stack.password);
  expect(await failureText(page)).toContain('这张数字证书已经不在电脑上');
  await click(page, '#ca-login');
  await page.waitForFunction(() => document.querySelector('#failure')?.textContent?.includes('没有找到数字证书'));
  await fake.rewrite({ slots: [token] });
  const home = page.waitForNavigation();
  await click(page, '#ca-login');
  (await stack.windows.next()).password(stack.password);
  await home;
});

it('a token library that crashes costs one signature', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await fake.rewrite({ slots: [token], faults: { C_Sign: { outcome: 'crash' } } });
  await click(page, '#ca-login');
  (await stack.windows.next()).password(stack.password);
  expect(await failureText(page)).toContain('证书驱动意外停止，已经自动重启');
  await fake.rewrite({ slots: [token] });
  const home = page.waitForNavigation();
  await click(page, '#ca-login');
  (await stack.windows.next()).password(stack.password);
  await home;
});

it('the drivers end with a bridge that is killed, also one that hangs in its library', async () => {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await showCaLogin(page, `${stack.portal.origin}/login.html`);
  await fake.rewrite({ slots: [token], faults: { C_Sign: { outcome: 'hang' } } });
  const before = await signatures();
  await click(page, '#ca-login');
  (await stack.windows.next()).password(stack.password);
  await until('the library to hang', async () => (await signatures()) > before);
  const running = await drivers();
  expect(running.length).toBeGreaterThan(0);
  await stack.bridge.stop('SIGKILL');
  await Promise.all(running.map(waitForEnd));
  await stack.bridge.start();
});
