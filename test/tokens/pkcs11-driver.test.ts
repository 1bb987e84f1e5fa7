import { createHash, createVerify, X509Certificate } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { toCertificateInfo } from '../../bridge/tokens/certificate.js';
import type { SigningDriver } from '../../bridge/tokens/driver.js';
import { DEADLINE_MS } from '../../bridge/tokens/opened-child.js';
import { DriverLog } from '../../bridge/tokens/testing/driver-log.js';
import { ManualClock } from '../../bridge/tokens/testing/manual-clock.js';
import type { Result } from '../../shared/protocol/reasons.js';
import type { FakePkcs11 } from './build-fake.js';
import { type FakeBench, fakeBench } from './fake-bench.js';
import type { FakeFault, FakeScript, FakeToken } from './fake-script.js';

const PASSWORD = '1234';
const TEXT = Buffer.from('登录随机串');
const NOT_FOUND = { ok: false, reason: 'certificate.notFound' };

let bench: FakeBench;
let one: FakeToken;
let other: FakeToken;
beforeAll(async () => {
  bench = await fakeBench();
  one = await bench.token('甲公司');
  other = await bench.token('乙公司');
}, 60_000);
afterAll(() => bench.close());

let fake: FakePkcs11;
let clock: ManualClock;
let driver: SigningDriver;
async function start(script: FakeScript): Promise<void> {
  clock = new ManualClock();
  fake = await bench.fake(script);
  driver = bench.startOn(fake, { log: new DriverLog(), clock });
}
afterEach(() => driver.close());

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

async function find(index = 0) {
  const found = value(await driver.list())[index];
  const certificate = new X509Certificate(found?.certificates[0] ?? '');
  const id = found?.id ?? '';
  const certificateId = createHash('sha256').update(certificate.raw).digest('hex');
  const digest = createHash('sha256').update(TEXT).digest();
  return {
    id,
    certificate,
    login: (password = PASSWORD) => driver.login(id, Buffer.from(password)),
    sign: () => driver.sign(id, certificateId, 'rsa-sha256', digest),
  };
}

async function loggedIn() {
  const token = await find();
  value(await token.login());
  return token;
}

async function signsAgain(): Promise<void> {
  await fake.rewrite({ slots: [one] });
  const { certificate, sign } = await loggedIn();
  expect(
    createVerify('sha256')
      .update(TEXT)
      .verify(certificate.publicKey, value(await sign())),
  ).toBe(true);
}

const labels = async () => value(await driver.list()).map(({ label }) => label);
const called = (name: string) => vi.waitUntil(async () => (await fake.calls()).includes(name), { timeout: 20_000 });

describe('a password', { timeout: 60_000 }, () => {
  it('that is wrong costs one try each time; the last one is announced, and the lock is told', async () => {
    await start({ slots: [{ ...one, tries: 3 }] });
    const { login } = await find();
    const wrong = { ok: false, reason: 'password.incorrect' };
    expect(await login('0000')).toEqual(wrong);
    expect(await login('0000')).toEqual({ ...wrong, retriesLeft: 1 });
    expect(await login('0000')).toEqual({ ok: false, reason: 'password.locked' });
    expect(await login()).toEqual({ ok: false, reason: 'password.locked' });
    expect((await fake.calls()).filter((name) => name === 'C_Login')).toHaveLength(4);
  });
});

describe('tokens', { timeout: 60_000 }, () => {
  it('that hold one session are used and listed with it', async () => {
    await start({ slots: [{ ...one, maxSessions: 1 }] });
    const { sign } = await loggedIn();
    expect(await labels()).toEqual(['甲公司']);
    expect((await sign()).ok).toBe(true);
  });

  it('that are not initialised, or empty slots, are not shown', async () => {
    await start({ slots: [{ ...other, initialised: false }, null, one] });
    expect(await labels()).toEqual(['甲公司']);
  });

  it('without a certificate are shown', async () => {
    await start({ slots: [{ ...one, objects: [] }] });
    expect(value(await driver.list())).toMatchObject([{ label: '甲公司', certificates: [] }]);
  });

  it.each([
    ['has expired', -60, -30, '2@1'],
    ['is not yet valid', 30, 60, '2@1'],
    ['has no unique id, for which its owner stands', -1, 30, undefined],
  ])('whose certificate %s are shown, and sign', async (_, from, to, uniqueId) => {
    const days = (count: number) => new Date(Math.floor(Date.now() / 1_000) * 1_000 + count * 86_400_000);
    const dates = { notBefore: days(from), notAfter: days(to) };
    const extension = uniqueId === undefined ? {} : { uniqueId: `ASN1:UTF8String:${uniqueId}` };
    await start({ slots: [await bench.token('丙公司', { ...dates, ...extension })] });
    const { id, certificate, sign } = await loggedIn();
    expect(toCertificateInfo(certificate.raw, id, false)).toMatchObject({
      owner: '丙公司',
      uniqueId: uniqueId ?? '丙公司',
      notBefore: dates.notBefore.toISOString(),
      notAfter: dates.notAfter.toISOString(),
    });
    expect(value(await sign())).toHaveLength(256);
  });

  it('with a label in GBK are shown by that of their certificate', async () => {
    // 甲公司 in GBK.
    await start({ slots: [{ ...one, label: Buffer.from('bcd7b9abcbbe', 'hex') }] });
    expect(await labels()).toEqual(['甲公司']);
  });

  it('with a key that only decrypts say that it cannot sign', async () => {
    const objects = one.objects?.map((object) => (object.kind === 'key' ? { ...object, signs: false } : object)) ?? [];
    await start({ slots: [{ ...one, objects }] });
    expect(await (await loggedIn()).sign()).toEqual({ ok: false, reason: 'certificate.noSigning' });
  });

  it('keep their id in another slot', async () => {
    await start({ slots: [one, other] });
    const before = [(await find(0)).id, (await find(1)).id];
    await fake.rewrite({ slots: [other, one] });
    expect([(await find(1)).id, (await find(0)).id]).toEqual(before);
  });

  it('that were swapped do not sign for each other', async () => {
    await start({ slots: [one] });
    const { id, sign, login } = await loggedIn();
    await fake.rewrite({ slots: [other] });
    expect(await sign()).toEqual(NOT_FOUND);
    expect(await login()).toEqual(NOT_FOUND);
    expect((await find()).id).not.toBe(id);
    await signsAgain();
  });

  it('that are pulled in mid-sign are gone, and work when they are back', async () => {
    await start({ slots: [one], faults: { C_Sign: { milliseconds: 300 } } });
    const { sign } = await loggedIn();
    const answer = sign();
    await called('C_Sign');
    await fake.rewrite({ slots: [null] });
    expect(await answer).toEqual(NOT_FOUND);
    expect(await labels()).toEqual([]);
    await signsAgain();
  });
});

describe('a module that fails', { timeout: 60_000 }, () => {
  it.each<[string, FakeFault]>([
    ['an error of its own', { outcome: pkcs11js.CKR_DEVICE_ERROR }],
    ['an error that nobody knows', { outcome: 0x8000_1234 }],
    ['SIGSEGV', { outcome: 'crash' }],
  ])('in C_Sign costs one signature: %s', async (_, fault) => {
    await start({ slots: [one], faults: { C_Sign: fault } });
    expect(await (await loggedIn()).sign()).toEqual({ ok: false, reason: 'driver.crashed' });
    await signsAgain();
  });

  it.each(['C_Initialize', 'C_GetSlotList', 'C_FindObjects'])('by SIGSEGV in %s costs one list', async (name) => {
    await start({ slots: [one], faults: { [name]: { outcome: 'crash' } } });
    expect(await driver.list()).toEqual({ ok: false, reason: 'driver.crashed' });
    await signsAgain();
  });

  it.each([
    ['C_GetTokenInfo', DEADLINE_MS.list, () => driver.list()],
    ['C_Login', DEADLINE_MS.login, async () => (await find()).login()],
    ['C_Sign', DEADLINE_MS.sign, async () => (await loggedIn()).sign()],
  ] as const)('by a hang in %s is ended at the deadline', async (name, deadline, ask) => {
    await start({ slots: [one], faults: { [name]: { outcome: 'hang' } } });
    const answer = ask();
    await called(name);
    await clock.fire(deadline);
    expect(await answer).toEqual({ ok: false, reason: 'driver.timeout' });
    await signsAgain();
  });

  it('to open a token does not show it', async () => {
    await start({ slots: [one], faults: { C_OpenSession: { outcome: pkcs11js.CKR_DEVICE_ERROR } } });
    expect(await labels()).toEqual([]);
    await signsAgain();
  });
});
