import { createHash, verify, X509Certificate } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toCertificateInfo } from '../../bridge/tokens/certificate.js';
import { DEADLINE_MS } from '../../bridge/tokens/opened-child.js';
import { DriverOnFake, TEXT, value } from './driver-on-fake.js';
import { type FakeBench, fakeBench } from './fake-bench.js';
import type { FakeFault, FakeScript, FakeToken } from './fake-script.js';

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

let on: DriverOnFake;
async function start(script: FakeScript): Promise<void> {
  on = await DriverOnFake.start(bench, script);
}
afterEach(() => on.driver.close());

async function signsAgain(): Promise<void> {
  await on.fake.rewrite({ slots: [one] });
  expect(await (await on.loggedIn()).signs()).toBe(true);
}

describe('tokens', { timeout: 60_000 }, () => {
  it('that hold one session are used and listed with it', async () => {
    await start({ slots: [{ ...one, maxSessions: 1 }] });
    const { sign } = await on.loggedIn();
    expect(await on.labels()).toEqual(['甲公司']);
    expect((await sign()).ok).toBe(true);
  });

  it('that are not initialised, or empty slots, are not shown', async () => {
    await start({ slots: [{ ...other, initialised: false }, null, one] });
    expect(await on.labels()).toEqual(['甲公司']);
  });

  it('without a certificate are shown', async () => {
    await start({ slots: [{ ...one, objects: [] }] });
    expect(value(await on.driver.list())).toMatchObject([{ label: '甲公司', certificates: [] }]);
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
    const { id, certificate, sign } = await on.loggedIn();
    expect(toCertificateInfo(certificate.raw, id, false)).toMatchObject({
      owner: '丙公司',
      uniqueId: uniqueId ?? '丙公司',
      notBefore: dates.notBefore.toISOString(),
      notAfter: dates.notAfter.toISOString(),
    });
    expect(value(await sign())).toHaveLength(256);
  });

  it('with a label in GBK are shown in Chinese', async () => {
    // 乙公司 in GBK, whatever the certificate's own label says.
    await start({ slots: [{ ...one, label: Buffer.from('d2d2b9abcbbe', 'hex') }] });
    expect(await on.labels()).toEqual(['乙公司']);
  });

  it.each([1_024, 2_048, 4_096])('with an RSA key of %i bits sign', async (modulusBits) => {
    await start({ slots: [await bench.token('丙公司', { modulusBits })] });
    const { sign, signs } = await on.loggedIn();
    expect(value(await sign())).toHaveLength(modulusBits / 8);
    expect(await signs()).toBe(true);
  });

  it('with a key that only decrypts say that it cannot sign', async () => {
    const objects = one.objects?.map((object) => (object.kind === 'key' ? { ...object, signs: false } : object)) ?? [];
    await start({ slots: [{ ...one, objects }] });
    expect(await (await on.loggedIn()).sign()).toEqual({ ok: false, reason: 'certificate.noSigning' });
  });

  it('keep their id in another slot', async () => {
    await start({ slots: [one, other] });
    const before = [(await on.find(0)).id, (await on.find(1)).id];
    await on.fake.rewrite({ slots: [other, one] });
    expect([(await on.find(1)).id, (await on.find(0)).id]).toEqual(before);
  });

  it('that were swapped do not sign for each other', async () => {
    await start({ slots: [one] });
    const { id, sign, login } = await on.loggedIn();
    await on.fake.rewrite({ slots: [other] });
    expect(await sign()).toEqual(NOT_FOUND);
    expect(await login()).toEqual(NOT_FOUND);
    expect((await on.find()).id).not.toBe(id);
    await signsAgain();
  });

  it('that are pulled in mid-sign are gone, and work when they are back', async () => {
    await start({ slots: [one], faults: { C_Sign: { outcome: 'hang' } } });
    const { sign } = await on.loggedIn();
    const answer = sign();
    await on.called('C_Sign');
    await on.fake.rewrite({ slots: [null] });
    expect(await answer).toEqual(NOT_FOUND);
    expect(await on.labels()).toEqual([]);
    await signsAgain();
  });
});

describe('keys', { timeout: 60_000 }, () => {
  /** The objects of two tokens on one, as CAs put a certificate for signatures and one for encryption. */
  const both = (id: (index: number) => Buffer): FakeToken => ({
    ...one,
    objects: [one, other].flatMap(({ objects = [] }, index) =>
      objects.map((object) => (object.kind === 'data' ? object : { ...object, id: id(index) })),
    ),
  });

  it.each<[string, (index: number) => Buffer]>([
    ['one CKA_ID for both pairs', () => Buffer.from('01', 'hex')],
    ['none', () => Buffer.alloc(0)],
    ['each pair its own', (index) => Buffer.from([index])],
    ['those of the other pair', (index) => Buffer.from([index])],
  ])('sign for their own certificate, whatever CKA_ID they have: %s', async (name, id) => {
    const token = both(id);
    const crossed = token.objects?.map((object) =>
      object.kind === 'key' ? { ...object, id: Buffer.from([1 - (object.id[0] ?? 0)]) } : object,
    );
    await start({ slots: [name.includes('other') ? { ...token, objects: crossed ?? [] } : token] });
    const { id: tokenId, certificates } = await on.loggedIn();
    expect(certificates).toHaveLength(2);
    for (const der of certificates) {
      const certificateId = createHash('sha256').update(der).digest('hex');
      const digest = createHash('sha256').update(TEXT).digest();
      const signature = value(await on.driver.sign(tokenId, certificateId, 'rsa-sha256', digest));
      expect(verify('sha256', TEXT, new X509Certificate(der).publicKey, signature)).toBe(true);
    }
  });

  it('that are not on the token sign nothing, and the certificate is not said to be gone', async () => {
    const objects = one.objects?.filter(({ kind }) => kind === 'certificate') ?? [];
    await start({ slots: [{ ...one, objects }] });
    expect(await (await on.loggedIn()).sign()).toEqual({ ok: false, reason: 'certificate.noSigning' });
  });
});

describe('data objects', { timeout: 60_000 }, () => {
  const data = [
    { kind: 'data', label: '印章', value: Buffer.from('seal') } as const,
    { kind: 'data', label: 'private', value: Buffer.from('secret'), private: true } as const,
  ];
  const read = async (label: string, loggedIn: boolean) => {
    const { id } = await on.find();
    return value(await on.driver.readData(id, label, loggedIn))?.toString() ?? null;
  };
  beforeEach(() => start({ slots: [{ ...one, objects: [...(one.objects ?? []), ...data] }] }));

  it('are read by their label without a password', async () => {
    expect([await read('印章', false), await read('absent', false)]).toEqual(['seal', null]);
  });

  it('that are private are read by who holds the login alone', async () => {
    expect(await read('private', true)).toBeNull();
    await on.loggedIn();
    expect([await read('private', false), await read('private', true)]).toEqual([null, 'secret']);
    expect(await read('印章', true)).toBe('seal');
  });

  it('that no token should have room for cost no login', async () => {
    const huge = { kind: 'data', label: 'huge', value: Buffer.alloc(1_048_576) } as const;
    await on.fake.rewrite({ slots: [{ ...one, objects: [...(one.objects ?? []), huge] }] });
    const { id, signs } = await on.loggedIn();
    expect(await on.driver.readData(id, 'huge', true)).toEqual({ ok: false, reason: 'internal' });
    expect(await signs()).toBe(true);
  });

  it('of a token that was pulled are not found', async () => {
    const { id } = await on.find();
    await on.fake.rewrite({ slots: [null] });
    expect(await on.driver.readData(id, '印章', false)).toEqual(NOT_FOUND);
  });
});

describe('a module that fails', { timeout: 60_000 }, () => {
  it.each<[string, FakeFault]>([
    ['an error of its own', { outcome: pkcs11js.CKR_DEVICE_ERROR }],
    ['an error that nobody knows', { outcome: 0x8000_1234 }],
    ['SIGSEGV', { outcome: 'crash' }],
  ])('in C_Sign costs one signature: %s', async (_, fault) => {
    await start({ slots: [one], faults: { C_Sign: fault } });
    expect(await (await on.loggedIn()).sign()).toEqual({ ok: false, reason: 'driver.crashed' });
    await signsAgain();
  });

  it.each(['C_Initialize', 'C_GetSlotList', 'C_FindObjects'])('by SIGSEGV in %s costs one list', async (name) => {
    await start({ slots: [one], faults: { [name]: { outcome: 'crash' } } });
    expect(await on.driver.list()).toEqual({ ok: false, reason: 'driver.crashed' });
    await signsAgain();
  });

  it.each([
    ['C_GetTokenInfo', DEADLINE_MS.list, () => on.driver.list()],
    ['C_Login', DEADLINE_MS.login, async () => (await on.find()).login()],
    ['C_Sign', DEADLINE_MS.sign, async () => (await on.loggedIn()).sign()],
  ] as const)('by a hang in %s is ended at the deadline', async (name, deadline, ask) => {
    await start({ slots: [one], faults: { [name]: { outcome: 'hang' } } });
    const answer = ask();
    await on.called(name);
    await on.clock.fire(deadline);
    expect(await answer).toEqual({ ok: false, reason: 'driver.timeout' });
    await signsAgain();
  });

  it('to open a token does not show it', async () => {
    await start({ slots: [one], faults: { C_OpenSession: { outcome: pkcs11js.CKR_DEVICE_ERROR } } });
    expect(await on.labels()).toEqual([]);
    await signsAgain();
  });
});
