import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import { beforeAll, expect, test } from 'vitest';
import {
  attribute,
  begin,
  fakeModules,
  find,
  finish,
  ID,
  login,
  makeToken,
  open,
  sign,
  verifies,
} from './fake-client.js';
import type { FakeToken } from './fake-script.js';

const { build, load, ready } = fakeModules();

let key: KeyObject;
let certificate: Buffer;
let token: FakeToken;
beforeAll(async () => {
  ({ token, key, certificate } = await makeToken());
});

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
    expect(verifies(await finish(p11, session), key)).toBe(true);
  }
  await expect(sign(p11, session)).rejects.toThrow('CKR_USER_NOT_LOGGED_IN');
});
