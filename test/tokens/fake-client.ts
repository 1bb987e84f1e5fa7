/** What a program does with a PKCS#11 module, call by call, for the tests of the fake one. */
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pkcs11js from 'pkcs11js';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { OpensslCa } from '../portal/openssl-ca.js';
import { buildFakePkcs11, type FakePkcs11 } from './build-fake.js';
import type { FakeScript, FakeToken } from './fake-script.js';
import { Pkcs11Process } from './pkcs11-process.js';

export const ID = Buffer.from('01', 'hex');
const DATA = Buffer.from('待签名');
const MECHANISM = { mechanism: pkcs11js.CKM_RSA_PKCS };
/** RFC 8017, 9.2 note 1. */
const DIGEST_INFO = Buffer.concat([
  Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  Buffer.from(hash('sha256', DATA.toString()), 'hex'),
]);

/** Modules, and processes that load them, of the tests of one file, which end with each test. */
export function fakeModules() {
  const processes: Pkcs11Process[] = [];
  let folder: string;
  let built = 0;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fake-pkcs11-test-'));
  });
  afterEach(() => Promise.all(processes.splice(0).map((process) => process.kill())));
  afterAll(() => rm(folder, { recursive: true }));

  const build = (script: FakeScript) => buildFakePkcs11(folder, script, `fake-${++built}`);

  async function load({ module }: FakePkcs11): Promise<Pkcs11Process> {
    const p11 = new Pkcs11Process(module);
    processes.push(p11);
    await p11.call('C_Initialize', { flags: pkcs11js.CKF_OS_LOCKING_OK });
    return p11;
  }

  /** A logged-in session on the one token of a module. */
  async function ready(fake: FakePkcs11): Promise<{ p11: Pkcs11Process; session: Buffer }> {
    const p11 = await load(fake);
    const session = await open(p11);
    await login(p11, session, '1234');
    return { p11, session };
  }

  return { build, load, ready };
}

/** A token 甲 with a certificate and its key; password 1234. */
export async function makeToken(): Promise<{ token: FakeToken; key: KeyObject; certificate: Buffer }> {
  const ca = await OpensslCa.create('测试');
  const issued = await ca.issue({ commonName: '测试单位' });
  await ca.remove();
  const key = issued.privateKey;
  const certificate = issued.certificate.raw;
  const objects = [
    { kind: 'certificate', id: ID, certificate, label: '证书' } as const,
    { kind: 'key', id: ID, key } as const,
  ];
  return { token: { label: '甲', serial: 'A1', objects }, key, certificate };
}

export const slots = async (p11: Pkcs11Process) => (await p11.call('C_GetSlotList', true)) as Buffer[];

async function slot(p11: Pkcs11Process, index = 0): Promise<Buffer> {
  const found = (await slots(p11))[index];
  if (found === undefined) throw new Error(`no token ${index}`);
  return found;
}

/** The label as UTF-8: our build of pkcs11js hands out each byte as a character. */
export async function tokenInfo(p11: Pkcs11Process): Promise<{ label: string; serialNumber: string; flags: number }> {
  const info = await p11.call('C_GetTokenInfo', await slot(p11));
  const { label, ...rest } = info as { label: string; serialNumber: string; flags: number };
  return { ...rest, label: Buffer.from(label, 'latin1').toString('utf8') };
}

export async function open(p11: Pkcs11Process, index = 0): Promise<Buffer> {
  const flags = pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION;
  return (await p11.call('C_OpenSession', await slot(p11, index), flags)) as Buffer;
}

export const login = (p11: Pkcs11Process, session: Buffer, pin: string) =>
  p11.call('C_Login', session, pkcs11js.CKU_USER, pin);

/** Handles of all objects of a class. */
export async function find(p11: Pkcs11Process, session: Buffer, kind: number): Promise<Buffer[]> {
  await p11.call('C_FindObjectsInit', session, [{ type: pkcs11js.CKA_CLASS, value: kind }]);
  const found = (await p11.call('C_FindObjects', session, 10)) as Buffer[];
  await p11.call('C_FindObjectsFinal', session);
  return found;
}

export async function attribute(p11: Pkcs11Process, session: Buffer, object: Buffer, type: number): Promise<Buffer> {
  const [found] = (await p11.call('C_GetAttributeValue', session, object, [{ type }])) as [{ value: Buffer }];
  return found.value;
}

export const begin = async (p11: Pkcs11Process, session: Buffer) =>
  p11.call('C_SignInit', session, MECHANISM, (await find(p11, session, pkcs11js.CKO_PRIVATE_KEY))[0]);

export const finish = (p11: Pkcs11Process, session: Buffer) =>
  p11.call('C_Sign', session, DIGEST_INFO, Buffer.alloc(512)) as Promise<Buffer>;

export async function sign(p11: Pkcs11Process, session: Buffer): Promise<Buffer> {
  await begin(p11, session);
  return finish(p11, session);
}

export const verifies = (signature: Buffer, by: KeyObject) => verify('sha256', DATA, createPublicKey(by), signature);

export const called = (fake: FakePkcs11, method: string) =>
  vi.waitFor(async () => expect(await fake.calls()).toContain(method), { timeout: 10_000 });
