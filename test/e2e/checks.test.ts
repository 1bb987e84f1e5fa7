import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pkcs11js from 'pkcs11js';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm } from '../../bridge/tokens/testing/softhsm.js';
import { OpensslCa } from '../portal/openssl-ca.js';
import { buildFakePkcs11, type FakePkcs11 } from '../tokens/build-fake.js';
import { login, open } from '../tokens/fake-client.js';
import type { FakeToken } from '../tokens/fake-script.js';
import { Pkcs11Process } from '../tokens/pkcs11-process.js';
import { ChecksInPopup } from './checks-view.js';
import { connect } from './connect-browser.js';
import { grantSite } from './grant-site.js';
import { type Stack, startStack } from './harness.js';
import { bindDirectly, enterFirstTime, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';
import { until } from './wait.js';

/** Another program, which takes a port until it is stopped. */
async function stranger(port: number): Promise<() => Promise<void>> {
  const program = `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('listens'))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return async () => {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  };
}

/** Changes the bridge's settings, as after its next start. */
function settings(stack: Stack, changes: Readonly<Record<string, unknown>>): void {
  const file = join(stack.folder, 'config.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...changes }));
}

async function restart(stack: Stack, changes: Readonly<Record<string, unknown>>): Promise<void> {
  await stack.bridge.stop();
  settings(stack, changes);
  await stack.bridge.start();
}

describe('around the portal', () => {
  let stack: PortalStack;
  let checks: ChecksInPopup;

  beforeAll(async () => {
    stack = await startPortalStack({ identities: [{ company: '衡水金保科技有限公司', validDays: 300 }] });
    checks = new ChecksInPopup(await stack.popup());
  });

  afterAll(() => stack.close());

  it('windows that the browser blocks are allowed by one click', async () => {
    await checks.says(await checks.finds('popups', 'blocked'));
    await checks.repair('allowPopups');
    await checks.finds('popups', 'allowed');
  });

  it('all that is well is said to be so', async () => {
    await checks.again();
    await checks.isReady();
    for (const [id, code] of [
      ['system', 'supported'],
      ['browser', 'chromium'],
      ['program', 'ready'],
      ['windows', 'ready'],
      ['driver', 'demo'],
      ['token', 'demo'],
      ['issuer', 'demo'],
      ['validity', 'valid'],
      ['encryption', 'http'],
      ['pdf', 'shown'],
      ['record', 'whole'],
      // Nobody tells yet, so nobody guesses.
      ['seal', 'unknown'],
      ['excel', 'unknown'],
      ['tries', 'unknown'],
    ] as const) {
      expect([id, (await checks.found(id))?.code]).toEqual([id, code]);
    }
  });

  it('a desktop program that does not run is the next thing to mend, and its start mends it', async () => {
    await stack.bridge.stop();
    await checks.says(await checks.finds('program', 'bridge.unreachable'));
    // Nothing behind it is guessed at.
    expect((await checks.found('token'))?.code).toBe('unknown');
    await stack.bridge.start();
    await checks.repair('again');
    await checks.isReady();
  });

  it('windows that cannot be opened are told', async () => {
    const file = join(stack.folder, 'config.json');
    const before = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)['programs.pinentry'];
    await restart(stack, { 'programs.pinentry': '/nonexistent/pinentry' });
    await checks.says(await checks.finds('windows', 'noPassword'));
    await restart(stack, { 'programs.pinentry': before });
    await checks.finds('windows', 'ready');
  });

  it('a program in the desktop program’s place is named, and does not stop the work', async () => {
    const { port } = stack.bridge;
    await stack.bridge.stop();
    const stop = await stranger(port);
    await stack.bridge.start();
    expect(stack.bridge.port).not.toBe(port);
    const found = await checks.finds('strangers', 'ourPort');
    expect(found.facts).toMatchObject({ port, program: process.execPath });
    await checks.says(found);
    expect((await checks.found('program'))?.code).toBe('ready');
    await stop();
    await checks.finds('strangers', 'none');
  });

  it('what listens in the place of the vendor’s helper is named', async () => {
    const stop = await stranger(17_212);
    const found = await checks.finds('strangers', 'helperPort');
    expect(found.facts).toMatchObject({ program: process.execPath });
    // Not the vendor’s, so nobody says that it runs.
    expect((await checks.found('helper'))?.code).toBe('unknown');
    await stop();
    await checks.finds('strangers', 'none');
  });

  it('a portal that does not open is told from one that does; nothing open is no verdict', async () => {
    await checks.finds('reachable', 'unknown');
    const { origin } = stack.portal;
    const page = await stack.browser.newPage();
    await page.setOfflineMode(true);
    await page.goto(`${origin}/login.html`).catch(() => undefined);
    await checks.says(await checks.finds('reachable', 'errorPage'));
    await page.setOfflineMode(false);
    await page.goto(`${origin}/login.html`);
    await checks.finds('reachable', 'open');
    expect((await checks.found('loopback'))?.code).toBe('denied');
    await page.close();
  });

  it('whether the certificate is bound is told by the portal’s page, and by a login', async () => {
    await checks.finds('bound', 'unknown');
    await bindDirectly(stack);
    const page = await stack.browser.newPage();
    await page.goto(`${stack.portal.origin}/login.html`);
    await logInByCa(page, stack);
    await checks.finds('bound', 'bound');
    for (const [id, code] of [
      ['tries', 'accepted'],
      ['initialPassword', 'own'],
      ['loopback', 'denied'],
    ] as const) {
      expect([id, (await checks.found(id))?.code]).toEqual([id, code]);
    }
    await page.close();
    // Known from then on.
    await checks.finds('bound', 'bound');
  });

  it('a record that was cut is red, with the way to it', async () => {
    // What the browser has been told of the record by then.
    await until('the end of the record to be kept', async () =>
      String(await stack.inWorker('chrome.storage.local.get(null).then(JSON.stringify)')).includes('"seq":2'),
    );
    await stack.bridge.stop();
    const journal = join(stack.folder, 'home/journal/journal-000001.jsonl');
    const whole = readFileSync(journal, 'utf8');
    writeFileSync(journal, `${whole.trimEnd().split('\n').slice(0, -2).join('\n')}\n`);
    await stack.bridge.start();
    await checks.says(await checks.finds('record', 'broken'));
    const opened = stack.browser.waitForTarget((target) => target.url().includes('/options/'));
    await checks.repair('records');
    await (await (await opened).asPage()).close();
    await stack.bridge.stop();
    writeFileSync(journal, whole);
    await stack.bridge.start();
    checks = new ChecksInPopup(await stack.popup());
    await checks.finds('record', 'whole');
  });
});

it('a page that says 未绑定 leads to the binding', async () => {
  const stack = await startPortalStack();
  try {
    const checks = new ChecksInPopup(await stack.popup());
    const page = await stack.open(`${stack.portal.origin}/login.html`);
    await enterFirstTime(page, stack.portal.origin);
    await page.goto(`${stack.portal.origin}/home.html`);
    await page.waitForFunction(() => document.body.textContent.includes('去绑定'));
    await checks.says(await checks.finds('bound', 'unbound'));
  } finally {
    await stack.close();
  }
});

it('a browser that is not connected is connected by one click', async () => {
  const stack = await startStack({ paired: false });
  try {
    const checks = new ChecksInPopup(await stack.popup());
    await checks.says(await checks.finds('program', 'bridge.unpaired'));
    await (await connect(stack, stack.browser)).close();
    await checks.finds('program', 'ready');
  } finally {
    await stack.close();
  }
});

it.each([
  [{ validDays: 40 }, 'within60'],
  [{ validDays: 20 }, 'within30'],
  [{ validDays: 5 }, 'within7'],
  [{ validDays: 10, now: new Date(Date.now() - 20 * 86_400_000) }, 'otherExpired'],
  [{ validDays: 90, now: new Date(Date.now() + 5 * 86_400_000) }, 'early'],
] as const)('a certificate of %o is %s, and leads to what mends it', async (identity, code) => {
  // One that has expired is made anew by the demo, so it is another’s.
  const valid = code === 'otherExpired' ? [{ company: '衡水腾飞商贸有限公司' }] : [];
  const stack = await startStack({ identities: [...valid, { company: '衡水金保科技有限公司', ...identity }] });
  try {
    const checks = new ChecksInPopup(await stack.popup());
    const found = await checks.finds('validity', code);
    if (code !== 'otherExpired') await checks.says(found);
  } finally {
    await stack.close();
  }
});

it('sites: none, one that lost its permission, one that is enabled', async () => {
  const stack = await startPortalStack({ extension: 'user' });
  try {
    const checks = new ChecksInPopup(await stack.popup());
    await checks.says(await checks.finds('site', 'none'));
    const { origin } = stack.portal;
    const own: Page = checks.popup;
    await grantSite(stack, own, origin);
    await checks.finds('site', 'enabled');
    await own.evaluate(`chrome.permissions.remove({ origins: ['${origin}/*'] })`);
    await checks.says(await checks.finds('site', 'ungranted'));
    await checks.repair('enable');
    await checks.finds('site', 'enabled');
  } finally {
    await stack.close();
  }
});

it('PDF that the browser would download is told', async () => {
  const stack = await startStack({ bridge: false, policies: { AlwaysOpenPdfExternally: true } });
  try {
    const checks = new ChecksInPopup(await stack.popup());
    await checks.says(await checks.finds('pdf', 'downloaded'));
    stack.setPolicies({});
    await until('the browser to take the policy back', async () => {
      await checks.popup.reload();
      return (await checks.popup.evaluate(() => navigator.pdfViewerEnabled)) || null;
    });
    await checks.finds('pdf', 'shown');
  } finally {
    await stack.close();
  }
});

describe('a token and its driver', () => {
  let hsm: SoftHsm;
  let token: string;
  let stack: Stack;
  let checks: ChecksInPopup;
  let folder: string;
  let fake: FakePkcs11;
  let onFake: FakeToken;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'checks-'));
    hsm = await createSoftHsm();
    token = await hsm.addToken('衡水金保科技有限公司', 'Soft-token-1');
    const ca = await OpensslCa.create('河北测试');
    const { certificate, privateKey } = await ca.issue({ commonName: '衡水金保科技有限公司' });
    await ca.remove();
    const id = Buffer.from('01', 'hex');
    onFake = {
      label: '令牌',
      serial: 'T1',
      pin: 'Secret-1',
      objects: [
        { kind: 'certificate', id, certificate: certificate.raw },
        { kind: 'key', id, key: privateKey },
      ],
    };
    fake = await buildFakePkcs11(folder, { slots: [onFake] });
    stack = await startStack({
      env: hsm.env,
      settings: { demo: false, 'tokens.modules': [SOFTHSM_MODULE], 'tokens.findModules': false },
    });
    checks = new ChecksInPopup(await stack.popup());
  });

  afterAll(async () => {
    await stack.close();
    await hsm.close();
    rmSync(folder, { recursive: true });
  });

  it('a token that is pulled is missed, and plugged in again it is there', async () => {
    await checks.finds('token', 'present');
    await hsm.pull(token);
    await checks.says(await checks.finds('token', 'token.none'));
    await hsm.plug(token);
    await checks.finds('token', 'present');
    expect((await checks.found('issuer'))?.code).toBe('other');
  });

  it('no driver, a missing one, and a file that is none are told apart; the right one mends it', async () => {
    const text = join(folder, 'no-module.so');
    writeFileSync(text, 'not a library');
    await restart(stack, { 'tokens.modules': [] });
    await checks.says(await checks.finds('driver', 'none'));
    await restart(stack, { 'tokens.modules': [join(folder, 'missing.so')] });
    await checks.says(await checks.finds('driver', 'module.missing'));
    await restart(stack, { 'tokens.modules': [text] });
    await checks.says(await checks.finds('driver', 'module.notPkcs11'));
    await restart(stack, { 'tokens.modules': [SOFTHSM_MODULE] });
    await checks.finds('driver', 'found');
    expect((await checks.found('bitness'))?.code).toBe('match');
  });

  it('a token that is nearly or quite locked says so, and unlocked it is fine', async () => {
    await restart(stack, { 'tokens.modules': [fake.module] });
    await checks.finds('issuer', 'hebei');
    const scripted = { ...onFake, serial: 'T2', tries: 3 };
    await fake.rewrite({ slots: [scripted] });
    const program = new Pkcs11Process(fake.module);
    await program.call('C_Initialize', { flags: pkcs11js.CKF_OS_LOCKING_OK });
    const session = await open(program);
    for (const code of ['few', 'last', 'locked'] as const) {
      await expect(login(program, session, '0000')).rejects.toThrow('CKR_PIN');
      await checks.says(await checks.finds('tries', code));
    }
    await program.kill();
    // As another token, for the fake knows no unlocking.
    await fake.rewrite({ slots: [{ ...scripted, serial: 'T3' }] });
    await checks.finds('tries', 'unknown');
  });

  it('a token without a certificate is told from no token', async () => {
    await fake.rewrite({ slots: [{ ...onFake, objects: [] }] });
    await checks.says(await checks.finds('token', 'certificate.none'));
    await fake.rewrite({ slots: [onFake] });
    await checks.finds('token', 'present');
  });
});
