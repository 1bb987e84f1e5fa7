import type { KeyObject } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { beforeAll, expect, test } from 'vitest';
import { fakeModules, find, login, makeToken, open, sign, slots, tokenInfo, verifies } from './fake-client.js';
import type { FakeToken } from './fake-script.js';
import type { Pkcs11Process } from './pkcs11-process.js';

const { build, load, ready } = fakeModules();

let key: KeyObject;
let token: FakeToken;
beforeAll(async () => {
  ({ token, key } = await makeToken());
});

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
  expect(verifies(await sign(p11, session), key)).toBe(true);
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
  expect(verifies(await sign(p11, session), key)).toBe(true);
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
