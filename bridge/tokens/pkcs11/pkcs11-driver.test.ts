import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/protocol/reasons.js';
import type { SigningDriver } from '../driver.js';
import { DriverLog } from '../testing/driver-log.js';
import { ManualClock } from '../testing/manual-clock.js';
import { bundleScript, stopProcess } from '../testing/processes.js';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm, softHsmMissing } from '../testing/softhsm.js';
import { createPkcs11Driver } from './pkcs11-driver.js';

const PIN = 'canary-7Q2x';
const TEXT = Buffer.from('登录随机串');
const NOT_FOUND = { ok: false, reason: 'certificate.notFound' };

let script: string;
beforeAll(async () => {
  script = await bundleScript(new URL('./driver.ts', import.meta.url));
}, 60_000);
afterAll(() => rm(dirname(script), { recursive: true }));

let log: DriverLog;
let driver: SigningDriver;
beforeEach(() => {
  log = new DriverLog();
});
afterEach(() => driver.close());

function start(module: string, env: Readonly<Record<string, string>> = {}): SigningDriver {
  driver = createPkcs11Driver({ module, script, env, log, clock: new ManualClock() });
  return driver;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe('a PKCS#11 module that cannot be used', { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), '驱动-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Any library will do that is certainly there: the driver's own native part. */
  const library = () => join(dirname(script), 'native/pkcs11.node');

  it('is named as missing', async () => {
    expect(await start(join(folder, 'absent.so')).list()).toEqual({ ok: false, reason: 'module.missing' });
  });

  it('is named as no module, be it a text or another library', async () => {
    const text = join(folder, 'text.so');
    await writeFile(text, 'no library');
    expect(await start(text).list()).toEqual({ ok: false, reason: 'module.notPkcs11' });
    await driver.close();
    expect(await start(library()).list()).toEqual({ ok: false, reason: 'module.notPkcs11' });
  });

  it('is named as built for another processor', async () => {
    const content = await readFile(library());
    content.writeUInt16LE(process.arch === 'ia32' ? 62 : 3, 18);
    const other = join(folder, 'other.so');
    await writeFile(other, content);
    expect(await start(other).list()).toEqual({ ok: false, reason: 'module.wrongBitness' });
  });

  it('is used as soon as it is there', async () => {
    const later = join(folder, 'later.so');
    expect(await start(later).list()).toEqual({ ok: false, reason: 'module.missing' });
    await copyFile(library(), later);
    expect(await driver.list()).toEqual({ ok: false, reason: 'module.notPkcs11' });
  });
});

const missing = softHsmMissing();

describe.skipIf(missing !== null)(`tokens of SoftHSM2${missing ? `: ${missing}` : ''}`, { timeout: 60_000 }, () => {
  let hsm: SoftHsm;
  let token: string;
  beforeAll(async () => {
    hsm = await createSoftHsm();
    token = await hsm.addToken('衡水一中', PIN);
  }, 60_000);
  afterAll(() => hsm.close());

  beforeEach(() => start(SOFTHSM_MODULE, hsm.env));

  async function loggedIn() {
    const [found] = value(await driver.list());
    const certificate = new X509Certificate(found?.certificates[0] ?? '');
    const id = found?.id ?? '';
    value(await driver.login(id, Buffer.from(PIN)));
    const digest = createHash('sha256').update(TEXT).digest();
    const certificateId = createHash('sha256').update(certificate.raw).digest('hex');
    return { id, certificate, sign: () => driver.sign(id, certificateId, 'rsa-sha256', digest) };
  }

  async function signsAgain(): Promise<void> {
    const { certificate, sign } = await loggedIn();
    expect(
      createVerify('sha256')
        .update(TEXT)
        .verify(certificate.publicKey, value(await sign())),
    ).toBe(true);
  }

  it('are listed in Chinese, and only the initialised ones', async () => {
    expect(value(await driver.list()).map(({ label }) => label)).toEqual(['衡水一中']);
    expect([driver.name, driver.demo]).toEqual(['pkcs11', false]);
  });

  it('are served by a process that knows nothing but what its module reads', async () => {
    await driver.list();
    const environment = (await readFile(`/proc/${log.pid}/environ`, 'utf8')).split('\0').filter(Boolean);
    const expected = Object.entries(hsm.env).map(([name, path]) => `${name}=${path}`);
    expect(environment.filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line))).toEqual(expected);
  });

  it('are gone when they are pulled, and work again when they are back', async () => {
    const { id, sign } = await loggedIn();
    expect((await sign()).ok).toBe(true);
    await hsm.pull(token);
    expect(await sign()).toEqual(NOT_FOUND);
    expect(await sign()).toEqual(NOT_FOUND);
    expect(value(await driver.list())).toEqual([]);
    expect(await driver.login(id, Buffer.from(PIN))).toEqual(NOT_FOUND);
    await hsm.plug(token);
    await signsAgain();
  });

  it('may be pulled in mid-sign', async () => {
    const { sign } = await loggedIn();
    await stopProcess(log.pid);
    const answer = sign();
    await hsm.pull(token);
    process.kill(log.pid, 'SIGCONT');
    expect(await answer).toEqual(NOT_FOUND);
    await hsm.plug(token);
    await signsAgain();
  });

  it('may be listed while one of them is in use', async () => {
    const { sign } = await loggedIn();
    expect(value(await driver.list())).toHaveLength(1);
    expect((await sign()).ok).toBe(true);
  });

  it('that came while another is in use are seen at once', async () => {
    const { sign } = await loggedIn();
    const second = await hsm.addToken('第二', PIN);
    const labels = value(await driver.list()).map(({ label }) => label);
    expect(labels.sort()).toEqual(['第二', '衡水一中']);
    expect((await sign()).ok).toBe(true);
    await hsm.pull(second);
  });
});
