import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pkcs11js from 'pkcs11js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm } from '../../bridge/tokens/testing/softhsm.js';
import { OpensslCa } from '../portal/openssl-ca.js';
import { buildFakePkcs11, type FakePkcs11 } from '../tokens/build-fake.js';
import { login, open } from '../tokens/fake-client.js';
import type { FakeToken } from '../tokens/fake-script.js';
import { Pkcs11Process } from '../tokens/pkcs11-process.js';
import { restartWith } from './bridge-settings.js';
import { ChecksInPopup } from './checks-view.js';
import { type Stack, startStack } from './harness.js';

let hsm: SoftHsm;
let token: string;
let stack: Stack;
let checks: ChecksInPopup;
let folder: string;
let fake: FakePkcs11;
let onFake: FakeToken;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'checks-'));
  hsm = await createSoftHsm();
  token = await hsm.addToken('衡水金保科技有限公司', 'Soft-token-1');
  const ca = await OpensslCa.create('河北测试');
  const { certificate, privateKey } = await ca.issue({ commonName: '衡水金保科技有限公司' });
  await ca.remove();
  const id = Buffer.from('01', 'hex');
  onFake = {
    label: '令牌',
    serial: 'T1',
    pin: 'Secret-1',
    objects: [
      { kind: 'certificate', id, certificate: certificate.raw },
      { kind: 'key', id, key: privateKey },
    ],
  };
  fake = await buildFakePkcs11(folder, { slots: [onFake] });
  stack = await startStack({
    env: hsm.env,
    settings: { demo: false, 'tokens.modules': [SOFTHSM_MODULE], 'tokens.findModules': false },
  });
  checks = new ChecksInPopup(await stack.popup());
});

afterAll(async () => {
  await stack.close();
  await hsm.close();
  rmSync(folder, { recursive: true });
});

it('a token that is pulled is missed, and plugged in again it is there', async () => {
  await checks.finds('token', 'present');
  await hsm.pull(token);
  await checks.says(await checks.finds('token', 'token.none'));
  await hsm.plug(token);
  await checks.finds('token', 'present');
  expect((await checks.found('issuer'))?.code).toBe('other');
});

it('a token that is nearly or quite locked says so, and unlocked it is fine', async () => {
  await restartWith(stack, { 'tokens.modules': [fake.module] });
  await checks.finds('issuer', 'hebei');
  const scripted = { ...onFake, serial: 'T2', tries: 3 };
  await fake.rewrite({ slots: [scripted] });
  const program = new Pkcs11Process(fake.module);
  await program.call('C_Initialize', { flags: pkcs11js.CKF_OS_LOCKING_OK });
  const session = await open(program);
  for (const code of ['few', 'last', 'locked'] as const) {
    await expect(login(program, session, '0000')).rejects.toThrow('CKR_PIN');
    await checks.says(await checks.finds('tries', code));
  }
  await program.kill();
  // As another token, for the fake knows no unlocking.
  await fake.rewrite({ slots: [{ ...scripted, serial: 'T3' }] });
  await checks.finds('tries', 'unknown');
});

it('whether the token holds a seal is not known to anybody yet, so nobody says that it does or not', async () => {
  // Also where something on it is called one: what a real token keeps there has not been seen.
  const seal = { kind: 'data', label: '印章', value: Buffer.from('seal') } as const;
  await fake.rewrite({ slots: [{ ...onFake, serial: 'T4', objects: [...(onFake.objects ?? []), seal] }] });
  await checks.finds('token', 'present');
  await checks.saysInDiagnosis(await checks.finds('seal', 'unknown'));
});

it('a token without a certificate is told from no token', async () => {
  await fake.rewrite({ slots: [{ ...onFake, objects: [] }] });
  await checks.says(await checks.finds('token', 'certificate.none'));
  await fake.rewrite({ slots: [onFake] });
  await checks.finds('token', 'present');
});
