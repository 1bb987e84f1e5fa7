import { execFile } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AsnConvert } from '@peculiar/asn1-schema';
import { AttributeValue, Certificate } from '@peculiar/asn1-x509';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCertificate, subjectItem, toCertificateInfo } from './certificate.js';

let folder: string;
let plain: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  plain = await issue({});
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** A self-signed certificate by openssl. */
async function issue({ subject = 'CN = 衡水甲公司', extensions = '', mask = 'utf8only', key = ['rsa:2048'] }) {
  const config = join(folder, 'openssl.cnf');
  await writeFile(
    config,
    `[req]\nprompt = no\nutf8 = yes\nstring_mask = ${mask}\ndistinguished_name = name\nx509_extensions = ext\n` +
      `[name]\n${subject}\n[ext]\nsubjectKeyIdentifier = hash\n${extensions}\n`,
  );
  const out = join(folder, 'out.der');
  const output = ['-outform', 'der', '-out', out, '-nodes', '-keyout', join(folder, 'key.pem')];
  const args = ['req', '-x509', '-newkey', ...key, '-days', '30', '-config', config, ...output];
  await promisify(execFile)('openssl', args);
  return readFile(out);
}

/** The same certificate with another value in its first subject attribute; its signature is void then. */
function withValue(der: Buffer, tlv: Buffer): Buffer {
  const certificate = AsnConvert.parse(der, Certificate);
  const attribute = certificate.tbsCertificate.subject[0]?.[0];
  if (!attribute) throw new Error('no subject');
  attribute.value = new AttributeValue({ anyValue: new Uint8Array(tlv).buffer });
  return Buffer.from(AsnConvert.serialize(certificate));
}

const owner = (der: Buffer) => toCertificateInfo(der, 'token', false)?.owner;

describe('readCertificate', { timeout: 60_000 }, () => {
  it('agrees with node:crypto on serial and dates', () => {
    const node = new X509Certificate(plain);
    const certificate = readCertificate(plain);
    expect(certificate?.serial).toBe(node.serialNumber);
    expect(certificate?.notBefore).toEqual(new Date(node.validFrom));
    expect(certificate?.notAfter).toEqual(new Date(node.validTo));
  });

  it('reads Chinese names whatever string they are in', async () => {
    expect(owner(plain)).toBe('衡水甲公司');
    expect(owner(await issue({ mask: 'MASK:2048' }))).toBe('衡水甲公司');
    const gbk = Buffer.from('d5c5c8fd', 'hex');
    for (const tag of [0x14, 0x13, 0x0c]) expect(owner(withValue(plain, Buffer.from([tag, 4, ...gbk])))).toBe('张三');
    expect(owner(withValue(plain, Buffer.from('1406e5bca0e4b889', 'hex')))).toBe('张三');
  });

  it('takes the unique id from its extension, as string or bare bytes, else from the names', async () => {
    const id = (extensions: string, subject = 'CN = 甲\nGN = 2@G') =>
      issue({ extensions, subject }).then((der) => readCertificate(der)?.uniqueId);
    expect(await id('1.2.156.112586.1.4 = ASN1:UTF8String:2@6021SF0')).toBe('2@6021SF0');
    expect(await id(`1.2.156.112586.1.4 = DER:${Buffer.from('2@6021SF0').toString('hex')}`)).toBe('2@6021SF0');
    expect(await id('')).toBe('甲');
    expect(await id('', 'GN = 2@G')).toBe('2@G');
    expect(await id('', 'O = 甲')).toBe('');
  });

  it.each([
    ['digitalSignature', 'sign'],
    ['nonRepudiation', 'sign'],
    ['keyEncipherment', 'encrypt'],
    ['keyAgreement, decipherOnly', 'encrypt'],
    ['digitalSignature, keyEncipherment', 'both'],
    ['keyCertSign, cRLSign', 'none'],
  ])('tells from the key usage %s that it is for %s', async (usage, use) => {
    const certificate = readCertificate(await issue({ extensions: `keyUsage = ${usage}` }));
    expect(certificate?.keyUsage).toEqual(usage.split(', '));
    expect(certificate?.usableFor).toBe(use);
  });

  it('allows every use where none is named', () => {
    expect(readCertificate(plain)).toMatchObject({ keyUsage: null, usableFor: 'both' });
  });

  it('tells RSA, SM2 and the rest apart, and shows the first two', async () => {
    const elliptic = (curve: string) => issue({ key: ['ec', '-pkeyopt', `ec_paramgen_curve:${curve}`] });
    const [sm2, p256] = [await elliptic('SM2'), await elliptic('P-256')];
    expect([plain, sm2, p256].map((der) => readCertificate(der)?.algorithm)).toEqual(['RSA', 'SM2', 'other']);
    expect([plain, sm2, p256].map((der) => toCertificateInfo(der, 't', true)?.algorithm)).toEqual([
      'RSA',
      'SM2',
      undefined,
    ]);
  });

  it('answers null to what is no certificate, and never throws', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(readCertificate(publicKey.export({ format: 'der', type: 'spki' }))).toBeNull();
    expect(readCertificate(Buffer.concat([plain, Buffer.of(0)]))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readCertificate(Buffer.from(bytes))).toBeNull();
        expect(toCertificateInfo(Buffer.from(bytes), 't', false)).toBeNull();
      }),
    );
  });

  it('never throws on a certificate with damage', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(damage, (changes) => {
        const der = Buffer.from(plain);
        for (const [position, byte] of changes) der[position % der.length] = byte;
        const certificate = readCertificate(der);
        if (certificate) subjectItem(certificate, 0);
        toCertificateInfo(der, 't', false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('subjectItem', { timeout: 60_000 }, () => {
  it("follows the vendor's table by number and by name", async () => {
    const subject =
      'CN = 甲\nC = CN\nO = 乙\nOU = 丙\nST = 河北\nL = 衡水\nemailAddress = a@b.cn\nGN = 2@G\ntitle = 丁';
    const extensions = '1.2.156.112586.1.6 = ASN1:UTF8String:91131100';
    const certificate = readCertificate(await issue({ subject, extensions }));
    if (!certificate) throw new Error('unreadable');
    const items = [0, 1, 2, 3, 4, 5, 6, 7, 9, 19].map((index) => subjectItem(certificate, index));
    expect(items).toEqual(['甲', 'CN', '乙', '丙', '河北', '衡水', 'a@b.cn', '2@G', '丁', '91131100']);
    expect(['CN', 'G', 's', '7'].map((name) => subjectItem(certificate, name))).toEqual(['甲', '2@G', '河北', '2@G']);
    expect([8, 15, 99, '', 'constructor'].map((item) => subjectItem(certificate, item))).toEqual(Array(5).fill(null));
  });
});

describe('toCertificateInfo', () => {
  it('names the token and whether it is for the demo', () => {
    expect(toCertificateInfo(plain, 'token', true)).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      token: 'token',
      issuer: '衡水甲公司',
      notAfter: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
      demo: true,
    });
  });
});
