import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../../bridge/ports.js';
import type {
  DriverChange,
  DriverLogin,
  DriverToken,
  Mechanism,
  SigningDriver,
} from '../../../bridge/tokens/driver.js';
import { createPkcs11Driver } from '../../../bridge/tokens/pkcs11/pkcs11-driver.js';
import { POLL_MS } from '../../../bridge/tokens/pkcs11/poll-tokens.js';
import { DriverLog } from '../../../bridge/tokens/testing/driver-log.js';
import { bundleScript } from '../../../bridge/tokens/testing/processes.js';
import type { Result } from '../../../shared/protocol/reasons.js';
import { gnomeKeyring } from './gnome-keyring.js';
import { type DebianModule, HOLDER, type ModuleBench, PASSWORD, whyNot } from './module-bench.js';
import { nssSoftokn } from './nss-softokn.js';
import { opencryptoki } from './opencryptoki.js';
import { openSc } from './opensc.js';
import { p11KitClient } from './p11-kit-client.js';
import { tpm2Pkcs11 } from './tpm2-pkcs11.js';

const MODULES: readonly DebianModule[] = [opencryptoki, nssSoftokn, gnomeKeyring, openSc, p11KitClient, tpm2Pkcs11];
const TEXT = Buffer.from('登录随机串');
const NOT_FOUND = { ok: false, reason: 'certificate.notFound' };

let script: string;
beforeAll(async () => {
  script = await bundleScript(new URL('../../../bridge/tokens/pkcs11/driver.ts', import.meta.url));
});
afterAll(() => rm(dirname(script), { recursive: true }));

describe.each(MODULES)('the PKCS#11 module of $name', (debian) => {
  const reason = whyNot(debian);
  if (reason !== null) {
    it.skip(`is not tried: ${reason}`);
    return;
  }

  let bench: ModuleBench;
  beforeAll(async () => {
    bench = await debian.setUp();
  });
  afterAll(() => bench.close());

  let looks: number;
  /** Real time: a module's own deadlocks are part of what is tried. */
  const clock: Clock = {
    now: () => Date.now(),
    after(ms, run) {
      if (ms === POLL_MS) looks += 1;
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  let driver: SigningDriver;
  let changes: DriverChange[];
  const start = (): SigningDriver =>
    createPkcs11Driver({ module: bench.module, script, env: bench.env, log: new DriverLog(), clock });
  beforeEach(() => {
    looks = 0;
    changes = [];
    driver = start();
    driver.onChange((change) => changes.push(change));
  });
  afterEach(() => driver.close());

  /** Some modules have further tokens of their own, which hold no certificate. */
  async function tokens(): Promise<readonly DriverToken[]> {
    return value(await driver.list()).filter(({ certificates }) => certificates.length > 0);
  }

  async function find(): Promise<DriverToken> {
    const [token, ...others] = await tokens();
    if (!token || others.length > 0) throw new Error(`${others.length + (token ? 1 : 0)} tokens`);
    return token;
  }

  async function login({ id }: DriverToken, password = PASSWORD): Promise<Result<DriverLogin>> {
    const answer = driver.login(id, bench.type ? null : Buffer.from(password));
    await bench.type?.(password);
    return answer;
  }

  function sign({ id }: DriverToken, certificate: Buffer, mechanism: Mechanism): Promise<Result<Buffer>> {
    const digest = createHash(hashOf(mechanism)).update(TEXT).digest();
    return driver.sign(id, idOf(certificate), mechanism, digest);
  }

  async function signs(token: DriverToken): Promise<void> {
    for (const certificate of token.certificates) {
      const { signOnce } = value(await login(token));
      expect(signOnce).toHaveLength(bench.signOnce ?? 0);
      const mechanisms = ['rsa-sha256', 'rsa-sha1', 'rsa-sha256'] as const;
      for (const mechanism of signOnce.includes(idOf(certificate)) ? mechanisms.slice(0, 1) : mechanisms) {
        const verify = createVerify(hashOf(mechanism)).update(TEXT);
        const signature = value(await sign(token, certificate, mechanism));
        expect(verify.verify(new X509Certificate(certificate).publicKey, signature)).toBe(true);
      }
      value(await driver.logout(token.id));
      expect((await sign(token, certificate, 'rsa-sha256')).ok).toBe(false);
    }
  }

  it('lists the token and its certificates before any login, with an id that stays', async () => {
    const { id, certificates, password } = await find();
    const subjects = certificates.map((der) => new X509Certificate(der).subject);
    expect(new Set(subjects)).toEqual(new Set([`CN=${HOLDER}`]));
    expect(password.onToken).toBe(bench.type !== undefined);
    await driver.close();
    driver = start();
    expect((await find()).id).toBe(id);
  });

  it('refuses a wrong password, signs with the right one, and no more after the logout', async () => {
    const token = await find();
    expect(await login(token, 'wrong-1')).toEqual({ ok: false, reason: 'password.incorrect' });
    await signs(token);
    await signs(token);
  });

  it('shows a token that goes and comes, and signs with it again', async ({ skip }) => {
    const { plugging } = bench;
    if (!plugging) return skip('its token is always there');
    const changed = async (act: () => Promise<void>): Promise<void> => {
      changes.length = 0;
      await act();
      await vi.waitUntil(() => changes.some(({ kind }) => kind === 'tokens'), { timeout: 40_000 });
    };
    const token = await find();
    if (plugging.endsLogin) value(await login(token));
    driver.watch(true);
    // The first look is what later ones are compared with.
    await vi.waitUntil(() => looks > 1, { timeout: 20_000 });
    await changed(plugging.pull);
    expect(await tokens()).toEqual([]);
    if (plugging.endsLogin) {
      await expect.poll(() => changes).toContainEqual({ kind: 'loginLost', token: token.id });
    }
    expect(await sign(token, token.certificates[0] ?? TEXT, 'rsa-sha256')).toEqual(NOT_FOUND);
    expect(await login(token)).toEqual(NOT_FOUND);
    await changed(plugging.plug);
    await signs(await find());
    expect((await find()).id).toBe(token.id);
  });

  it('tells of the last try and the lock', async ({ skip }) => {
    const { tries } = bench;
    if (tries === undefined) return skip('it does not lock soon');
    const token = await find();
    const answers: unknown[] = [];
    for (let left = tries; left > 0; left -= 1) answers.push(await login(token, 'wrong-1'));
    const wrong = { ok: false, reason: 'password.incorrect' };
    const locked = { ok: false, reason: 'password.locked' };
    expect(answers).toEqual([...Array<unknown>(tries - 2).fill(wrong), { ...wrong, retriesLeft: 1 }, locked]);
    expect(await login(token)).toEqual(locked);
  });
});

function idOf(certificate: Buffer): string {
  return createHash('sha256').update(certificate).digest('hex');
}

function hashOf(mechanism: Mechanism): string {
  return mechanism.slice('rsa-'.length);
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
