import type { KeyObject } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pkcs11js from 'pkcs11js';
import { beforeAll, expect, test } from 'vitest';
import { begin, called, fakeModules, finish, makeToken, sign, slots, tokenInfo, verifies } from './fake-client.js';
import type { FakeScript, FakeToken } from './fake-script.js';

const { build, load, ready } = fakeModules();

let key: KeyObject;
let token: FakeToken;
beforeAll(async () => {
  ({ token, key } = await makeToken());
});

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
  expect(verifies(await finish(p11, session), key)).toBe(true);
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
