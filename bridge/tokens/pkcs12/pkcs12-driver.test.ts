import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/protocol/reasons.js';
import { createDemoIdentity, type DemoIdentity } from '../../demo/identity.js';
import type { SigningDriver } from '../driver.js';
import { DriverLog } from '../testing/driver-log.js';
import { ManualClock } from '../testing/manual-clock.js';
import { bundleScript } from '../testing/processes.js';
import { createPkcs12Driver } from './pkcs12-driver.js';
import { WATCH_MS } from './watch-folder.js';

const PASSWORD = 'canary-7Q2x';
const TEXT = Buffer.from('登录随机串');

let script: string;
let folder: string;
let identity: DemoIdentity;
beforeAll(async () => {
  script = await bundleScript(new URL('./driver.ts', import.meta.url));
  folder = await mkdtemp(join(tmpdir(), '令牌-'));
  identity = await createDemoIdentity(folder, { name: '衡水', password: PASSWORD });
}, 60_000);
afterAll(async () => {
  for (const path of [folder, dirname(script)]) await rm(path, { recursive: true });
});

let clock: ManualClock;
let log: DriverLog;
let events: string[];
let driver: SigningDriver;
beforeEach(() => {
  clock = new ManualClock();
  log = new DriverLog();
  events = [];
  driver = createPkcs12Driver({ script, folder, log, clock });
  driver.onChange((change) => events.push(change.kind));
});
afterEach(async () => {
  await driver.close();
  expect(log.count('driver.stderr')).toBe(0);
  const logged = JSON.stringify(log.events);
  for (const form of ['utf8', 'base64', 'hex'] as const) expect(logged).not.toContain(secret(form));
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

/** The password without its last byte, which in base64 depends on what follows. */
function secret(encoding: BufferEncoding): string {
  return Buffer.from(PASSWORD).subarray(0, 9).toString(encoding);
}

/** The token whose file has that name, as the driver lists it. */
async function token(label: string): Promise<{ id: string; certificate: X509Certificate; certificateId: string }> {
  const found = value(await driver.list()).find((one) => one.label === label);
  const certificate = new X509Certificate(found?.certificates[0] ?? '');
  return { id: found?.id ?? '', certificate, certificateId: sha256(certificate.raw) };
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

async function loggedIn(label = '衡水') {
  const one = await token(label);
  value(await driver.login(one.id, Buffer.from(PASSWORD)));
  const digest = createHash('sha256').update(TEXT).digest();
  return { ...one, sign: () => driver.sign(one.id, one.certificateId, 'rsa-sha256', digest) };
}

describe('PKCS#12 tokens', { timeout: 60_000 }, () => {
  it('are listed with their certificates without a password', async () => {
    const leaf = new X509Certificate(await readFile(identity.crt)).raw;
    const id = sha256(Buffer.concat([Buffer.from('pkcs12'), leaf]));
    expect(value(await driver.list())).toMatchObject([{ id, label: '衡水', certificates: [leaf] }]);
    expect([driver.name, driver.demo]).toEqual(['pkcs12', true]);
  });

  it('refuse a password that is too long to be sent, and go on', async () => {
    const { id } = await token('衡水');
    expect(await driver.login(id, Buffer.alloc(1_100_000, 'x'))).toEqual({ ok: false, reason: 'request.tooLarge' });
    expect(await driver.login(id, Buffer.from(PASSWORD))).toMatchObject({ ok: true });
  });

  it('dump no core, and tell the process nothing of our environment', async () => {
    await loggedIn();
    const limits = await readFile(`/proc/${log.pid}/limits`, 'utf8');
    expect(limits).toMatch(/Max core file size +0 +0/);
    expect(await readFile(`/proc/${log.pid}/coredump_filter`, 'utf8')).toBe('00000000\n');
    expect(await readFile(`/proc/${log.pid}/environ`, 'utf8')).not.toContain('PATH=/');
  });
});

describe('a folder of PKCS#12 files', { timeout: 60_000 }, () => {
  const added = async (name: string) => {
    const made = await createDemoIdentity(folder, { name, password: PASSWORD, company: `${name}有限公司` });
    return { ...made, remove: () => Promise.all([rm(made.p12, { force: true }), rm(made.crt, { force: true })]) };
  };

  it('tells of new files, and of files that went, while no process runs', async () => {
    driver.watch(true);
    const change = async (make: () => Promise<unknown>) => {
      await expect.poll(() => clock.has(WATCH_MS), { timeout: 20_000 }).toBe(true);
      const told = new Promise<string>((resolve) => driver.onChange(({ kind }) => resolve(kind)));
      await make();
      await clock.fire(WATCH_MS);
      return told;
    };
    let remove = async (): Promise<unknown> => undefined;
    const appeared = await change(async () => {
      remove = (await added('第二')).remove;
    });
    expect([appeared, await change(() => remove())]).toEqual(['tokens', 'tokens']);
    expect(events).toEqual(['tokens', 'tokens']);
    expect(log.count('driver.started')).toBe(0);
  });

  it('stops to sign for a file that went, and goes on when it is back', async () => {
    const second = await added('第二');
    const two = await loggedIn('第二');
    await rename(second.p12, `${second.p12}.away`);
    expect(await two.sign()).toEqual({ ok: false, reason: 'certificate.notFound' });
    await rename(`${second.p12}.away`, second.p12);
    expect((await (await loggedIn('第二')).sign()).ok).toBe(true);
    await second.remove();
  });

  it('does not sign with one certificate in the name of another that took its place', async () => {
    const second = await added('第二');
    const two = await loggedIn('第二');
    await added('第二');
    expect(await two.sign()).toEqual({ ok: false, reason: 'certificate.notFound' });
    await second.remove();
  });

  it.each([
    ['damaged', async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 700))],
    ['empty', (path: string) => writeFile(path, '')],
    ['of another certificate', async (path: string) => writeFile(path, await readFile(identity.p12))],
  ])('opens no file that is %s', async (_, spoil) => {
    const second = await added('第二');
    await spoil(second.p12);
    const { id } = await token('第二');
    expect(await driver.login(id, Buffer.from(PASSWORD))).toEqual({ ok: false, reason: 'driver.unavailable' });
    await second.remove();
  });

  it('lists no file whose certificate is missing or damaged', async () => {
    const second = await added('第二');
    await writeFile(second.crt, 'no certificate');
    expect(value(await driver.list()).map(({ label }) => label)).toEqual(['衡水']);
    await rm(second.crt);
    expect(value(await driver.list()).map(({ label }) => label)).toEqual(['衡水']);
    await second.remove();
  });

  it('that is not there is an unavailable driver', async () => {
    const absent = createPkcs12Driver({ script, folder: join(folder, 'absent'), log, clock });
    expect(await absent.list()).toEqual({ ok: false, reason: 'driver.unavailable' });
    await absent.close();
  });
});
