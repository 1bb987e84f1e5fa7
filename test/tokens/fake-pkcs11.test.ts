import { createPublicKey, generateKeyPairSync, hash, type KeyObject, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pkcs11js from 'pkcs11js';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { OpensslCa } from '../portal/openssl-ca.js';
import { buildFakePkcs11, type FakePkcs11 } from './build-fake.js';
import type { FakeScript, FakeToken } from './fake-script.js';
import { Pkcs11Process } from './pkcs11-process.js';

const ID = Buffer.from('01', 'hex');
const DATA = Buffer.from('待签名');
const MECHANISM = { mechanism: pkcs11js.CKM_RSA_PKCS };
/** RFC 8017, 9.2 note 1. */
const DIGEST_INFO = Buffer.concat([
  Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  Buffer.from(hash('sha256', DATA.toString()), 'hex'),
]);

let key: KeyObject;
let certificate: Buffer;
let token: FakeToken;

beforeAll(async () => {
  const ca = await OpensslCa.create('测试');
  const issued = await ca.issue({ commonName: '测试单位' });
  await ca.remove();
  key = issued.privateKey;
  certificate = issued.certificate.raw;
  const objects = [
    { kind: 'certificate', id: ID, certificate, label: '证书' } as const,
    { kind: 'key', id: ID, key } as const,
  ];
  token = { label: '甲', serial: 'A1', objects };
});

const processes: Pkcs11Process[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fake-pkcs11-test-'));
});
afterEach(() => Promise.all(processes.splice(0).map((process) => process.kill())));
afterAll(() => rm(folder, { recursive: true }));

let built = 0;
const build = (script: FakeScript) => buildFakePkcs11(folder, script, `fake-${++built}`);

async function load({ module }: FakePkcs11): Promise<Pkcs11Process> {
  const p11 = new Pkcs11Process(module);
  processes.push(p11);
  await p11.call('C_Initialize');
  return p11;
}

const slots = async (p11: Pkcs11Process) => (await p11.call('C_GetSlotList', true)) as Buffer[];

async function slot(p11: Pkcs11Process, index = 0): Promise<Buffer> {
  const found = (await slots(p11))[index];
  if (found === undefined) throw new Error(`no token ${index}`);
  return found;
}

/** The label as UTF-8: our build of pkcs11js hands out each byte as a character. */
async function tokenInfo(p11: Pkcs11Process): Promise<{ label: string; serialNumber: string; flags: number }> {
  const info = await p11.call('C_GetTokenInfo', await slot(p11));
  const { label, ...rest } = info as { label: string; serialNumber: string; flags: number };
  return { ...rest, label: Buffer.from(label, 'latin1').toString('utf8') };
}

async function open(p11: Pkcs11Process, index = 0): Promise<Buffer> {
  const flags = pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION;
  return (await p11.call('C_OpenSession', await slot(p11, index), flags)) as Buffer;
}

const login = (p11: Pkcs11Process, session: Buffer, pin: string) =>
  p11.call('C_Login', session, pkcs11js.CKU_USER, pin);

/** Handles of all objects of a class. */
async function find(p11: Pkcs11Process, session: Buffer, kind: number): Promise<Buffer[]> {
  await p11.call('C_FindObjectsInit', session, [{ type: pkcs11js.CKA_CLASS, value: kind }]);
  const found = (await p11.call('C_FindObjects', session, 10)) as Buffer[];
  await p11.call('C_FindObjectsFinal', session);
  return found;
}

async function attribute(p11: Pkcs11Process, session: Buffer, object: Buffer, type: number): Promise<Buffer> {
  const [found] = (await p11.call('C_GetAttributeValue', session, object, [{ type }])) as [{ value: Buffer }];
  return found.value;
}

const begin = async (p11: Pkcs11Process, session: Buffer) =>
  p11.call('C_SignInit', session, MECHANISM, (await find(p11, session, pkcs11js.CKO_PRIVATE_KEY))[0]);

const finish = (p11: Pkcs11Process, session: Buffer) =>
  p11.call('C_Sign', session, DIGEST_INFO, Buffer.alloc(512)) as Promise<Buffer>;

async function sign(p11: Pkcs11Process, session: Buffer): Promise<Buffer> {
  await begin(p11, session);
  return finish(p11, session);
}

const verifies = (signature: Buffer, by = key) => verify('sha256', DATA, createPublicKey(by), signature);

const called = (fake: FakePkcs11, method: string) =>
  vi.waitFor(async () => expect(await fake.calls()).toContain(method), { timeout: 10_000 });

/** A logged-in session on the one token of a module. */
async function ready(fake: FakePkcs11): Promise<{ p11: Pkcs11Process; session: Buffer }> {
  const p11 = await load(fake);
  const session = await open(p11);
  await login(p11, session, '1234');
  return { p11, session };
}

describe('objects', () => {
  test.each([1024, 2048, 4096])('signs with RSA-%i', async (modulusLength) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
    const objects = [{ kind: 'key', id: ID, key: privateKey } as const];
    const { p11, session } = await ready(await build({ slots: [{ ...token, objects }] }));
    for (let i = 0; i < 3; i++) {
      const signature = await sign(p11, session);
      expect(signature).toHaveLength(modulusLength / 8);
      expect(verifies(signature, privateKey)).toBe(true);
    }
  });

  test('shows certificates before the login and keys after it', async () => {
    const p11 = await load(await build({ slots: [token] }));
    const session = await open(p11);
    const [found] = await find(p11, session, pkcs11js.CKO_CERTIFICATE);
    expect(await attribute(p11, session, found as Buffer, pkcs11js.CKA_VALUE)).toEqual(certificate);
    expect(await find(p11, session, pkcs11js.CKO_PRIVATE_KEY)).toEqual([]);
    await login(p11, session, '1234');
    const [own] = await find(p11, session, pkcs11js.CKO_PRIVATE_KEY);
    expect(await attribute(p11, session, own as Buffer, pkcs11js.CKA_ID)).toEqual(ID);
    await expect(attribute(p11, session, own as Buffer, pkcs11js.CKA_PRIVATE_EXPONENT)).rejects.toThrow(
      'CKR_ATTRIBUTE_SENSITIVE',
    );
    await p11.call('C_Logout', session);
    expect(await find(p11, session, pkcs11js.CKO_PRIVATE_KEY)).toEqual([]);
  });

  test('shows public data before the login and private data after it', async () => {
    const data = (label: string, value: string) => ({ kind: 'data', label, value: Buffer.from(value) }) as const;
    const objects = [data('x', 'public'), { ...data('y', 'secret'), private: true }];
    const p11 = await load(await build({ slots: [{ ...token, objects }] }));
    const session = await open(p11);
    const values = async () => {
      const found = await find(p11, session, pkcs11js.CKO_DATA);
      const read: string[] = [];
      for (const one of found) read.push(String(await attribute(p11, session, one, pkcs11js.CKA_VALUE)));
      return read;
    };
    expect(await values()).toEqual(['public']);
    await login(p11, session, '1234');
    expect(await values()).toEqual(['public', 'secret']);
  });

  test('a key for each signature of which the password is asked', async () => {
    const objects = [{ kind: 'key', id: ID, key, alwaysAuthenticate: true } as const];
    const { p11, session } = await ready(await build({ slots: [{ ...token, objects }] }));
    const again = (pin: string) => p11.call('C_Login', session, pkcs11js.CKU_CONTEXT_SPECIFIC, pin);
    await expect(again('1234')).rejects.toThrow('CKR_OPERATION_NOT_INITIALIZED');
    await expect(sign(p11, session)).rejects.toThrow('CKR_USER_NOT_LOGGED_IN');
    for (let i = 0; i < 2; i++) {
      await begin(p11, session);
      await expect(again('0000')).rejects.toThrow('CKR_PIN_INCORRECT');
      await again('1234');
      expect(verifies(await finish(p11, session))).toBe(true);
    }
    await expect(sign(p11, session)).rejects.toThrow('CKR_USER_NOT_LOGGED_IN');
  });
});

describe('tokens', () => {
  test.each([
    ['UTF-8', '河北CA', '河北CA'],
    // 河北 in GBK; pkcs11js takes every label for UTF-8.
    ['GBK', Buffer.from('bad3b1b1', 'hex'), /^\ufffd/],
    // Eleven characters of three bytes: the last is cut in two.
    ['too long', '衡'.repeat(11), new RegExp(`^${'衡'.repeat(10)}\ufffd$`)],
  ])('a label: %s', async (_, label, shown) => {
    const p11 = await load(await build({ slots: [{ ...token, label }] }));
    const info = await tokenInfo(p11);
    expect(info.label.trimEnd()).toMatch(shown);
    expect(info.serialNumber.trimEnd()).toBe('A1');
  });

  test('counts wrong passwords across processes, and locks', async () => {
    const fake = await build({ slots: [{ ...token, tries: 3 }] });
    const low = pkcs11js.CKF_USER_PIN_COUNT_LOW;
    const last = low | pkcs11js.CKF_USER_PIN_FINAL_TRY;
    const locked = pkcs11js.CKF_USER_PIN_LOCKED;
    const flags = async (p11: Pkcs11Process) => (await tokenInfo(p11)).flags & (last | locked);
    const wrong = (p11: Pkcs11Process, session: Buffer) =>
      expect(login(p11, session, '0000')).rejects.toThrow('CKR_PIN_INCORRECT');

    let p11 = await load(fake);
    let session = await open(p11);
    expect(await flags(p11)).toBe(0);
    await wrong(p11, session);
    expect(await flags(p11)).toBe(low);
    await login(p11, session, '1234');
    expect(await flags(p11)).toBe(0);
    await p11.call('C_Logout', session);
    await wrong(p11, session);
    await wrong(p11, session);
    await p11.kill();

    p11 = await load(fake);
    session = await open(p11);
    expect(await flags(p11)).toBe(last);
    await wrong(p11, session);
    expect(await flags(p11)).toBe(locked);
    await expect(login(p11, session, '1234')).rejects.toThrow('CKR_PIN_LOCKED');
  });

  test('keeps a changed password', async () => {
    const fake = await build({ slots: [token] });
    const p11 = await load(fake);
    const session = await open(p11);
    await expect(p11.call('C_SetPIN', session, '1234', '12')).rejects.toThrow('CKR_PIN_LEN_RANGE');
    await expect(p11.call('C_SetPIN', session, '0000', '5678')).rejects.toThrow('CKR_PIN_INCORRECT');
    await p11.call('C_SetPIN', session, '1234', '5678');
    await p11.kill();
    const again = await load(fake);
    const reopened = await open(again);
    await expect(login(again, reopened, '1234')).rejects.toThrow('CKR_PIN_INCORRECT');
    await login(again, reopened, '5678');
  });

  test('two are logged in to and lock each for itself', async () => {
    const fake = await build({ slots: [token, { ...token, serial: 'B2', tries: 1, label: '乙' }] });
    const { p11, session } = await ready(fake);
    const other = await open(p11, 1);
    await expect(login(p11, other, '0000')).rejects.toThrow('CKR_PIN_INCORRECT');
    await expect(login(p11, other, '1234')).rejects.toThrow('CKR_PIN_LOCKED');
    expect(await find(p11, other, pkcs11js.CKO_PRIVATE_KEY)).toEqual([]);
    expect(verifies(await sign(p11, session))).toBe(true);
  });

  test('takes the password on its own keys alone', async () => {
    const fake = await build({ slots: [{ ...token, pad: null }] });
    const p11 = await load(fake);
    expect((await tokenInfo(p11)).flags & pkcs11js.CKF_PROTECTED_AUTHENTICATION_PATH).not.toBe(0);
    const session = await open(p11);
    await expect(login(p11, session, '1234')).rejects.toThrow('CKR_ARGUMENTS_BAD');
    await expect(login(p11, session, '')).rejects.toThrow('CKR_FUNCTION_CANCELED');
    await fake.rewrite({ slots: [{ ...token, pad: '0000' }] });
    await expect(login(p11, session, '')).rejects.toThrow('CKR_PIN_INCORRECT');
    await fake.rewrite({ slots: [{ ...token, pad: '1234' }] });
    await login(p11, session, '');
    expect(verifies(await sign(p11, session))).toBe(true);
  });

  test('one that is not initialised opens no session', async () => {
    const p11 = await load(await build({ slots: [{ ...token, initialised: false }] }));
    expect((await tokenInfo(p11)).flags & pkcs11js.CKF_TOKEN_INITIALIZED).toBe(0);
    await expect(open(p11)).rejects.toThrow('CKR_TOKEN_NOT_RECOGNIZED');
  });

  test('opens no more sessions than it has room for', async () => {
    const p11 = await load(await build({ slots: [{ ...token, maxSessions: 2 }] }));
    const first = await open(p11);
    await open(p11);
    await expect(open(p11)).rejects.toThrow('CKR_SESSION_COUNT');
    await p11.call('C_CloseSession', first);
    await open(p11);
  });

  test('are put in, pulled and swapped', async () => {
    const fake = await build({ slots: [null] });
    const p11 = await load(fake);
    expect(await slots(p11)).toEqual([]);
    await expect(p11.call('C_WaitForSlotEvent', 0)).rejects.toThrow('CKR_FUNCTION_NOT_SUPPORTED');
    await fake.rewrite({ slots: [token, { ...token, serial: 'B2' }] });
    expect(await slots(p11)).toHaveLength(2);
    const session = await open(p11);
    await login(p11, session, '1234');

    await fake.rewrite({ slots: [{ ...token, serial: 'C3', label: '乙' }] });
    expect(await slots(p11)).toHaveLength(1);
    expect(await tokenInfo(p11)).toMatchObject({ label: expect.stringMatching(/^乙 /) as string });
    await expect(p11.call('C_GetSessionInfo', session)).rejects.toThrow('CKR_DEVICE_REMOVED');
    const other = await open(p11);
    expect(await find(p11, other, pkcs11js.CKO_PRIVATE_KEY)).toEqual([]);

    await fake.rewrite({ slots: [null] });
    expect(await slots(p11)).toEqual([]);
    await p11.call('C_CloseSession', other);
    await expect(p11.call('C_GetSessionInfo', other)).rejects.toThrow('CKR_SESSION_HANDLE_INVALID');
  });
});

describe('faults', () => {
  test('a token that is pulled in mid-sign', async () => {
    const fake = await build({ slots: [token], faults: { C_Sign: { outcome: 'hang' } } });
    const { p11, session } = await ready(fake);
    const signing = expect(sign(p11, session)).rejects.toThrow('CKR_DEVICE_REMOVED');
    await called(fake, 'C_Sign');
    await fake.rewrite({ slots: [null] });
    await signing;
  });

  test('an error of any number', async () => {
    const faults = { C_Sign: { outcome: pkcs11js.CKR_DEVICE_ERROR } };
    const { p11, session } = await ready(await build({ slots: [token], faults }));
    await expect(sign(p11, session)).rejects.toThrow('CKR_DEVICE_ERROR');
  });

  test('a slow signature', async () => {
    const fake = await build({ slots: [token], faults: { C_Sign: { milliseconds: 300 } } });
    const { p11, session } = await ready(fake);
    await begin(p11, session);
    const start = performance.now();
    expect(verifies(await finish(p11, session))).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(290);
  });

  test('a crash', async () => {
    const { p11, session } = await ready(await build({ slots: [token], faults: { C_Sign: { outcome: 'crash' } } }));
    await expect(sign(p11, session)).rejects.toThrow('SIGSEGV');
  });

  test('a hang', async () => {
    const fake = await build({ slots: [token], faults: { C_GetTokenInfo: { outcome: 'hang' } } });
    const p11 = await load(fake);
    const hung = expect(tokenInfo(p11)).rejects.toThrow('SIGKILL');
    await called(fake, 'C_GetTokenInfo');
    expect(await Promise.race([hung.then(() => 'ended'), delay(300, 'hangs')])).toBe('hangs');
    await p11.kill();
    await hung;
  });

  test('every call is counted, and none of another module', async () => {
    const fake = await build({ slots: [token] });
    const other = await build({ slots: [] });
    const p11 = await load(fake);
    await slots(p11);
    await slots(p11);
    const calls = await fake.calls();
    expect(calls[0]).toBe('C_Initialize');
    expect(calls.filter((name) => name === 'C_GetSlotList').length).toBeGreaterThanOrEqual(2);
    expect(await other.calls()).toEqual([]);
  });

  test.each<[string, FakeScript]>([
    ['nine slots', { slots: Array.from({ length: 9 }, () => null) }],
    ['a serial number that is too long', { slots: [{ label: '', serial: 'x'.repeat(17) }] }],
  ])('a script is refused: %s', async (_, script) => {
    await expect(build(script)).rejects.toThrow(RangeError);
  });
});
