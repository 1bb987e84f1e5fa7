import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/protocol/reasons.js';
import type { Clock, Log } from '../../ports.js';
import type { DriverToken, Mechanism, SigningDriver } from '../driver.js';
import { DEADLINE_MS } from '../opened-child.js';
import { DriverLog } from './driver-log.js';
import { ManualClock } from './manual-clock.js';
import { stopProcess, waitForEnd } from './processes.js';

/** Tokens of one kind, and the driver for them. */
export interface TokenBench {
  /** A driver that has not been used, over the tokens as they are. */
  start(parts: { readonly log: Log; readonly clock: Clock }): SigningDriver;
  /** Makes a token with an RSA key and its certificate appear; answers what takes it away again. */
  add(label: string, password: string): Promise<() => Promise<void>>;
  /** Milliseconds of the timer after which the driver looks for changes. */
  readonly watchMs: number;
  close(): Promise<void>;
}

const TEXT = Buffer.from('登录随机串');
const PASSWORDS: Readonly<Record<string, string>> = { 甲公司: 'canary-7Q2x', 乙公司: 'canary-9Z4y' };
const WRONG = 'canary-wrong';

/** What signing/ relies on, whatever kind of token it is. The bench begins with no token. */
export function driverConformance(name: string, setUp: () => Promise<TokenBench>): void {
  describe(`a driver of ${name}`, { timeout: 60_000 }, () => {
    let bench: TokenBench;
    beforeAll(async () => {
      bench = await setUp();
      for (const [label, password] of Object.entries(PASSWORDS)) await bench.add(label, password);
    }, 60_000);
    afterAll(() => bench.close());

    let clock: ManualClock;
    let log: DriverLog;
    let events: string[];
    let driver: SigningDriver;
    beforeEach(() => {
      clock = new ManualClock();
      log = new DriverLog();
      events = [];
      driver = bench.start({ log, clock });
      driver.onChange((change) => events.push(change.kind));
    });
    afterEach(async () => {
      await driver.close();
      expect(log.count('driver.stderr')).toBe(0);
      expect(JSON.stringify(log.events)).not.toContain('canary');
    });

    async function token(label: string): Promise<DriverToken> {
      const found = value(await driver.list()).find((one) => one.label === label);
      if (!found) throw new Error(`no token ${label}`);
      return found;
    }

    async function loggedIn(label: string) {
      const { id, certificates } = await token(label);
      value(await driver.login(id, Buffer.from(PASSWORDS[label] ?? '')));
      const certificate = new X509Certificate(certificates[0] ?? '');
      const signed = (mechanism: Mechanism, hash: string) =>
        driver.sign(id, sha256(certificate.raw), mechanism, createHash(hash).update(TEXT).digest());
      return { id, certificate, signed, sign: () => signed('rsa-sha256', 'sha256') };
    }

    it('lists tokens and certificates without a password', async () => {
      const tokens = value(await driver.list());
      expect(tokens.map(({ label }) => label).sort()).toEqual(Object.keys(PASSWORDS).sort());
      for (const { label, certificates } of tokens) {
        expect(certificates.map((der) => new X509Certificate(der).subject)).toEqual([expect.stringContaining(label)]);
      }
    });

    it('gives each token an id that stays when everything is started anew', async () => {
      const ids = async (from: SigningDriver) => value(await from.list()).map(({ id }) => id);
      const before = await ids(driver);
      expect(new Set(before).size).toBe(before.length);
      const other = bench.start({ log, clock });
      const after = await ids(other);
      await other.close();
      expect(after.sort()).toEqual(before.sort());
    });

    it('refuses a wrong password, and takes the right one after it', async () => {
      const { id } = await token('甲公司');
      expect(await driver.login(id, Buffer.from(WRONG))).toMatchObject({ ok: false, reason: 'password.incorrect' });
      expect((await (await loggedIn('甲公司')).sign()).ok).toBe(true);
    });

    it('leaves the password to the caller', async () => {
      const { id } = await token('甲公司');
      const password = Buffer.from(WRONG);
      await driver.login(id, password);
      expect(password.toString()).toBe(WRONG);
    });

    it('checks the password of a second login, too', async () => {
      const { id, sign } = await loggedIn('甲公司');
      value(await driver.login(id, Buffer.from(PASSWORDS.甲公司 ?? '')));
      expect((await sign()).ok).toBe(true);
      expect(await driver.login(id, Buffer.from(WRONG))).toMatchObject({ reason: 'password.incorrect' });
      expect((await sign()).ok).toBe(false);
    });

    it.each<[Mechanism, string]>([
      ['rsa-sha1', 'sha1'],
      ['rsa-sha256', 'sha256'],
    ])('signs %s, and again', async (mechanism, hash) => {
      const { certificate, signed } = await loggedIn('乙公司');
      for (let round = 0; round < 2; round += 1) {
        const signature = value(await signed(mechanism, hash));
        expect(createVerify(hash).update(TEXT).verify(certificate.publicKey, signature)).toBe(true);
      }
    });

    it('signs nothing without a login, nor a digest of the wrong length', async () => {
      const { id, certificates } = await token('甲公司');
      const certificate = sha256(certificates[0] ?? Buffer.alloc(0));
      expect((await driver.sign(id, certificate, 'rsa-sha256', Buffer.alloc(32))).ok).toBe(false);
      await loggedIn('甲公司');
      expect((await driver.sign(id, certificate, 'rsa-sha1', Buffer.alloc(32))).ok).toBe(false);
      await loggedIn('甲公司');
      expect((await driver.sign(id, certificate, 'rsa-sha256', Buffer.alloc(32))).ok).toBe(true);
    });

    it('knows no certificate and no token but its own', async () => {
      const { id, certificate } = await loggedIn('甲公司');
      const own = sha256(certificate.raw);
      const other = sha256(Buffer.from('other'));
      const notFound = { ok: false, reason: 'certificate.notFound' };
      expect(await driver.sign(id, other, 'rsa-sha256', Buffer.alloc(32))).toEqual(notFound);
      expect(await driver.sign(other, own, 'rsa-sha256', Buffer.alloc(32))).toEqual(notFound);
      expect(await driver.login(other, Buffer.from(WRONG))).toEqual(notFound);
    });

    it('keeps the logins of two tokens apart', async () => {
      const one = await loggedIn('甲公司');
      const other = await token('乙公司');
      const certificate = sha256(other.certificates[0] ?? Buffer.alloc(0));
      const digest = Buffer.alloc(32);
      expect((await driver.sign(other.id, certificate, 'rsa-sha256', digest)).ok).toBe(false);
      expect((await driver.sign(one.id, certificate, 'rsa-sha256', digest)).ok).toBe(false);
      await loggedIn('乙公司');
      value(await driver.logout(one.id));
      expect((await one.sign()).ok).toBe(false);
      expect((await driver.sign(other.id, certificate, 'rsa-sha256', digest)).ok).toBe(true);
    });

    it('ends its process with the last login, and starts another', async () => {
      const { id, sign } = await loggedIn('甲公司');
      const { pid } = log;
      value(await driver.logout(id));
      await waitForEnd(pid);
      expect((await sign()).ok).toBe(false);
      expect((await (await loggedIn('甲公司')).sign()).ok).toBe(true);
      expect(events).toEqual([]);
    });

    it('ends its process after a wrong password', async () => {
      const { id } = await token('甲公司');
      await driver.login(id, Buffer.from(WRONG));
      await waitForEnd(log.pid);
    });

    it('goes on with one token while another’s process stands still, which costs that one its login', async () => {
      const one = await loggedIn('甲公司');
      const { pid } = log;
      const other = await loggedIn('乙公司');
      await stopProcess(pid);
      const answer = one.sign();
      expect((await other.sign()).ok).toBe(true);
      expect(value(await driver.list())).toHaveLength(2);
      await clock.fire(DEADLINE_MS.sign);
      expect(await answer).toEqual({ ok: false, reason: 'driver.timeout' });
      await waitForEnd(pid);
      expect(events).toEqual(['loginLost']);
      expect((await other.sign()).ok).toBe(true);
    });

    it('changes the password, which ends the login', async () => {
      const { id, sign } = await loggedIn('甲公司');
      const [current, next] = [PASSWORDS.甲公司 ?? '', 'canary-3K8z'].map((text) => Buffer.from(text));
      if (!current || !next) throw new Error('no passwords');
      expect(await driver.changePassword(id, Buffer.from(WRONG), next)).toMatchObject({ reason: 'password.incorrect' });
      value(await driver.changePassword(id, current, next));
      expect((await sign()).ok).toBe(false);
      expect(await driver.login(id, current)).toMatchObject({ reason: 'password.incorrect' });
      value(await driver.login(id, next));
      expect((await sign()).ok).toBe(true);
      value(await driver.changePassword(id, next, current));
      expect((await (await loggedIn('甲公司')).sign()).ok).toBe(true);
      expect([current, next].map(String)).toEqual([PASSWORDS.甲公司, 'canary-3K8z']);
    });

    it('reads no data object that is not there', async () => {
      const { id } = await loggedIn('甲公司');
      expect(value(await driver.readData(id, '印章', true))).toBeNull();
      expect(value(await driver.readData(id, '印章', false))).toBeNull();
    });

    it('survives kill -9 in mid-request at the price of one typed error', async () => {
      const { sign } = await loggedIn('甲公司');
      const { pid } = log;
      await stopProcess(pid);
      const answer = sign();
      process.kill(pid, 'SIGKILL');
      expect(await answer).toEqual({ ok: false, reason: 'driver.crashed' });
      expect(events).toEqual(['loginLost']);
      expect((await (await loggedIn('甲公司')).sign()).ok).toBe(true);
    });

    it('tells of a token that came and that went', async () => {
      // The first look tells nothing: it is what later ones are compared with.
      const settled = () => expect.poll(() => clock.has(bench.watchMs), { timeout: 20_000 }).toBe(true);
      const looked = async () => {
        await clock.fire(bench.watchMs);
        await settled();
      };
      driver.watch(true);
      await settled();
      const remove = await bench.add('丙公司', WRONG);
      await looked();
      expect(events).toEqual(['tokens']);
      const { id } = await token('丙公司');
      await remove();
      await looked();
      expect(events).toEqual(['tokens', 'tokens']);
      expect(await driver.login(id, Buffer.from(WRONG))).toMatchObject({ reason: 'certificate.notFound' });
    });
  });
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
