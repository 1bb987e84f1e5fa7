import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCertificate } from '../tokens/certificate.js';
import { ensureDemoIdentity } from './files.js';
import { createDemoIdentity } from './identity.js';

const run = promisify(execFile);
const openssl = async (...args: string[]): Promise<string> => (await run('openssl', args)).stdout;

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), '演示-'));
  folder = join(home, 'demo');
});
afterEach(() => rm(home, { recursive: true }));

const verify = (crt: string): Promise<string> =>
  openssl('verify', '-x509_strict', '-CAfile', join(folder, 'demo-ca.pem'), crt);

async function parsed(crt: string) {
  return readCertificate(new X509Certificate(await readFile(crt)).raw);
}

describe('a demo identity', { timeout: 60_000 }, () => {
  it('is a certificate of the demo company that openssl verifies', async () => {
    const { crt, caPem } = await createDemoIdentity(folder);
    expect(await verify(crt)).toContain('OK');
    expect(caPem).toBe(await readFile(join(folder, 'demo-ca.pem'), 'utf8'));
    const names = ['-nameopt', 'multiline,utf8,-esc_msb', '-subject', '-issuer'];
    const text = await openssl('x509', '-in', crt, '-noout', '-text', ...names);
    expect(text).toMatch(/commonName += 衡水金保科技有限公司/);
    expect(text).toMatch(/commonName += 演示用证书颁发机构（非河北CA）/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation\n/);
    expect(text).toMatch(/sha256WithRSAEncryption/);
    const certificate = await parsed(crt);
    expect(certificate).toMatchObject({ uniqueId: '2@6021SF0911311000000000000', usableFor: 'sign', algorithm: 'RSA' });
    const days = (Number(certificate?.notAfter) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(365);
  });

  it('is a PKCS#12 file that openssl opens, with that very certificate', async () => {
    const { p12, crt } = await createDemoIdentity(folder);
    const content = await openssl('pkcs12', '-in', p12, '-passin', 'pass:123456', '-nodes');
    const inside = new X509Certificate(content.slice(content.indexOf('-----BEGIN CERTIFICATE')));
    expect(inside.raw.equals(new X509Certificate(await readFile(crt)).raw)).toBe(true);
    expect(content).toContain('PRIVATE KEY');
    const { stderr } = await run('openssl', ['pkcs12', '-info', '-in', p12, '-passin', 'pass:123456', '-noout']);
    expect(stderr).toContain('AES-256-CBC');
    await expect(openssl('pkcs12', '-in', p12, '-passin', 'pass:wrong', '-noout')).rejects.toThrow();
  });

  it('is readable by its owner alone, and leaves nothing else behind', async () => {
    await createDemoIdentity(folder);
    const files = await readdir(folder);
    expect(files.sort()).toEqual(['demo-ca.key', 'demo-ca.pem', 'demo.crt', 'demo.p12']);
    const modes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).mode & 0o777));
    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('has the names, dates and password that were asked for', async () => {
    const now = new Date('2026-01-31T00:00:00Z');
    const company = '深州市测试商贸有限公司';
    const options = { name: '二', company, uniqueId: '2@测试', password: 'other', now, validDays: -1 };
    const { p12, crt } = await createDemoIdentity(folder, options);
    const certificate = await parsed(crt);
    expect(certificate?.uniqueId).toBe('2@测试');
    expect(certificate?.subject).toContainEqual({ type: '2.5.4.3', value: company });
    expect(certificate?.notAfter).toEqual(new Date('2026-01-30T00:00:00Z'));
    expect(await openssl('pkcs12', '-in', p12, '-passin', 'pass:other', '-nodes')).toContain('PRIVATE KEY');
    await expect(verify(crt)).rejects.toThrow(/expired/);
  });

  const ensure = (now?: Date) => ensureDemoIdentity(folder, () => createDemoIdentity(folder, now && { now }), now);
  const file = (name: string) => readFile(join(folder, name));

  it('is made once, and again when a file is missing', async () => {
    await ensure();
    const [p12, ca] = [await file('demo.p12'), await file('demo-ca.pem')];
    await ensure();
    expect((await file('demo.p12')).equals(p12)).toBe(true);
    await unlink(join(folder, 'demo.crt'));
    await ensure();
    expect((await file('demo-ca.pem')).equals(ca)).toBe(true);
    expect(await verify(join(folder, 'demo.crt'))).toContain('OK');
  });

  it('is made anew when it has expired or a file was damaged', async () => {
    await ensure();
    const ca = await file('demo-ca.pem');
    const later = new Date(Date.now() + 400 * 86_400_000);
    await ensure(later);
    expect(Date.parse(new X509Certificate(await file('demo.crt')).validTo)).toBeGreaterThan(later.getTime());
    await writeFile(join(folder, 'demo-ca.key'), 'damaged');
    await ensure();
    expect((await file('demo-ca.pem')).equals(ca)).toBe(false);
    expect(await verify(join(folder, 'demo.crt'))).toContain('OK');
  });

  it('shares its issuer with the others of the folder', async () => {
    const one = await createDemoIdentity(folder);
    const two = await createDemoIdentity(folder, { name: 'second', uniqueId: '2@2' });
    expect(two.caPem).toBe(one.caPem);
    expect(await verify(two.crt)).toContain('OK');
    expect((await parsed(one.crt))?.serial).not.toBe((await parsed(two.crt))?.serial);
  });
});
