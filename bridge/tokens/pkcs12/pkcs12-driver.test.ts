import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/protocol/reasons.js';
import { createDemoIdentity, type DemoIdentity } from '../../demo/identity.js';
import type { Mechanism, SigningDriver } from '../driver.js';
import { DEADLINE_MS } from '../opened-child.js';
import { DriverLog } from '../testing/driver-log.js';
import { ManualClock } from '../testing/manual-clock.js';
import { bundleScript, stopProcess, waitForEnd } from '../testing/processes.js';
import { createPkcs12Driver } from './pkcs12-driver.js';
import { WATCH_MS } from './watch-folder.js';

const PASSWORD = 'canary-7Q2x';
const TEXT = Buffer.from('登录随机串');

let script: string;
let parentScript: string;
let folder: string;
let identity: DemoIdentity;
beforeAll(async () => {
  [script, parentScript] = await Promise.all([
    bundleScript(new URL('./driver.ts', import.meta.url)),
    bundleScript(new URL('../testing/bridge-process.ts', import.meta.url)),
  ]);
  folder = await mkdtemp(join(tmpdir(), '令牌-'));
  identity = await createDemoIdentity(folder, { name: '衡水', password: PASSWORD });
}, 60_000);
afterAll(async () => {
  for (const path of [folder, dirname(script), dirname(parentScript)]) await rm(path, { recursive: true });
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

  it.each<[Mechanism, string]>([
    ['rsa-sha1', 'sha1'],
    ['rsa-sha256', 'sha256'],
  ])('sign %s after the right password', async (mechanism, hash) => {
    const { id, certificate, certificateId } = await loggedIn();
    const digest = createHash(hash).update(TEXT).digest();
    const signature = value(await driver.sign(id, certificateId, mechanism, digest));
    expect(createVerify(hash).update(TEXT).verify(certificate.publicKey, signature)).toBe(true);
  });

  it('refuse a digest of the wrong length, another certificate and an unknown token', async () => {
    const { id, certificateId } = await loggedIn();
    const digest = Buffer.alloc(32);
    const other = sha256(Buffer.from('other'));
    expect(await driver.sign(id, certificateId, 'rsa-sha1', digest)).toMatchObject({ ok: false });
    expect(await driver.sign(id, other, 'rsa-sha256', digest)).toMatchObject({ reason: 'certificate.notFound' });
    expect(await driver.sign(other, certificateId, 'rsa-sha256', digest)).toMatchObject({
      reason: 'certificate.notFound',
    });
  });

  it('refuse a wrong password and take the right one after it', async () => {
    const { id } = await token('衡水');
    expect(await driver.login(id, Buffer.from('canary-wrong'))).toEqual({ ok: false, reason: 'password.incorrect' });
    expect(await driver.login(id, Buffer.from(PASSWORD))).toEqual({ ok: true, value: { signOnce: [] } });
  });

  it('refuse a password that is too long to be sent, and go on', async () => {
    const { id } = await token('衡水');
    expect(await driver.login(id, Buffer.alloc(300_000, 'x'))).toEqual({ ok: false, reason: 'request.tooLarge' });
    expect(await driver.login(id, Buffer.from(PASSWORD))).toMatchObject({ ok: true });
  });

  it('leave the password buffer to the caller', async () => {
    const { id } = await token('衡水');
    const password = Buffer.from(PASSWORD);
    await driver.login(id, password);
    expect(password.toString()).toBe(PASSWORD);
  });

  it('are closed by a wrong password, even if somebody had opened them', async () => {
    const { id, sign } = await loggedIn();
    expect((await sign()).ok).toBe(true);
    await driver.login(id, Buffer.from('canary-wrong'));
    expect((await sign()).ok).toBe(false);
  });

  it('end the process with the last login, so the key and password are gone', async () => {
    const { id, sign } = await loggedIn();
    const { pid } = log;
    value(await driver.logout(id));
    await waitForEnd(pid);
    expect(await sign()).toMatchObject({ ok: false });
    expect(events).toEqual([]);
    const again = await loggedIn();
    expect((await again.sign()).ok).toBe(true);
  });

  it('end the process after a wrong password', async () => {
    const { id } = await token('衡水');
    await driver.login(id, Buffer.from('canary-wrong'));
    await waitForEnd(log.pid);
  });

  it('dump no core, and tell the process nothing of our environment', async () => {
    await loggedIn();
    const limits = await readFile(`/proc/${log.pid}/limits`, 'utf8');
    expect(limits).toMatch(/Max core file size +0 +0/);
    expect(await readFile(`/proc/${log.pid}/environ`, 'utf8')).not.toContain('PATH=/');
  });
});

describe('a PKCS#12 process that is lost', { timeout: 60_000 }, () => {
  it('by kill -9 in mid-request costs one typed error', async () => {
    const { sign } = await loggedIn();
    const { pid } = log;
    await stopProcess(pid);
    const answer = sign();
    process.kill(pid, 'SIGKILL');
    expect(await answer).toEqual({ ok: false, reason: 'driver.crashed' });
    expect(events).toEqual(['loginLost']);
    expect(await sign()).toEqual({ ok: false, reason: 'driver.crashed' });
    const again = await loggedIn();
    expect((await again.sign()).ok).toBe(true);
  });

  it('by kill -9 between two requests says that its logins are gone', async () => {
    await loggedIn();
    const restarted = new Promise<string>((resolve) => driver.onChange(({ kind }) => resolve(kind)));
    process.kill(log.pid, 'SIGKILL');
    expect(await restarted).toBe('loginLost');
  });

  it('by SIGSTOP is killed at the deadline and replaced', async () => {
    const { sign } = await loggedIn();
    const { pid } = log;
    await stopProcess(pid);
    const [answer] = await Promise.all([sign(), clock.fire(DEADLINE_MS.sign)]);
    expect(answer).toEqual({ ok: false, reason: 'driver.timeout' });
    await waitForEnd(pid);
    const again = await loggedIn();
    expect((await again.sign()).ok).toBe(true);
  });

  it('ends with its bridge, even if that is killed', async () => {
    const parent: ChildProcess = spawn(process.execPath, [parentScript, script, folder, PASSWORD], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout ?? parent, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 0);
    parent.kill('SIGKILL');
    await waitForEnd(pid);
  });
});

describe('a folder of PKCS#12 files', { timeout: 60_000 }, () => {
  const added = async (name: string) => {
    const made = await createDemoIdentity(folder, { name, password: PASSWORD, company: `${name}有限公司` });
    return { ...made, remove: () => Promise.all([rm(made.p12, { force: true }), rm(made.crt, { force: true })]) };
  };

  it('holds tokens that are open side by side', async () => {
    const second = await added('第二');
    const one = await loggedIn('衡水');
    const two = await loggedIn('第二');
    const { pid } = log;
    value(await driver.logout(one.id));
    expect((await two.sign()).ok).toBe(true);
    expect(log.pid).toBe(pid);
    await second.remove();
  });

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
