import { execFile } from 'node:child_process';
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface IssuedCertificate {
  readonly certificate: X509Certificate;
  /** base64 of the DER, as the vendor's helper answers it. */
  readonly base64: string;
  readonly privateKey: KeyObject;
}

export interface LeafOptions {
  readonly commonName: string;
  /** Value of extension 1.2.156.112586.1.4 in OpenSSL's syntax, for example `ASN1:UTF8String:2@1`. */
  readonly uniqueId?: string;
  readonly key?: 'rsa' | 'ec';
  /** Of an RSA key. Default: 2048. */
  readonly modulusBits?: number;
  /** Default: now. To the second. */
  readonly notBefore?: Date;
  /** Default: 30 days from now. To the second. */
  readonly notAfter?: Date;
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 30;

/** `openssl x509` of version 3.0 sets no dates, `openssl ca` does. */
const CONFIG = `
[ca]
default_ca = test
[test]
certificate = ca.pem
private_key = ca.key
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
countryName = optional
organizationName = optional
commonName = supplied
`;

/** A CA made with the openssl CLI, which shares no code with the product. */
export class OpensslCa {
  private constructor(
    private readonly folder: string,
    readonly pem: string,
  ) {}

  /** Valid from now for 30 days. */
  static async create(commonName: string): Promise<OpensslCa> {
    const folder = await mkdtemp(join(tmpdir(), 'openssl-ca-'));
    const self = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-utf8', '-days', String(VALID_DAYS)];
    await openssl(folder, ['req', ...self, '-subj', `/C=CN/CN=${commonName}`, '-keyout', 'ca.key', '-out', 'ca.pem']);
    await writeFile(join(folder, 'ca.cnf'), CONFIG);
    await writeFile(join(folder, 'index.txt'), '');
    return new OpensslCa(folder, await readFile(join(folder, 'ca.pem'), 'utf8'));
  }

  /** One at a time. */
  async issue({
    commonName,
    uniqueId,
    key = 'rsa',
    modulusBits = 2_048,
    ...dates
  }: LeafOptions): Promise<IssuedCertificate> {
    const { notBefore = new Date(), notAfter = new Date(Date.now() + VALID_DAYS * DAY_MS) } = dates;
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    const newKey = key === 'rsa' ? ['-newkey', `rsa:${modulusBits}`] : curve;
    const subject = ['-utf8', '-subj', `/C=CN/O=${commonName}/CN=${commonName}`];
    await openssl(this.folder, ['req', ...newKey, '-nodes', ...subject, '-keyout', 'leaf.key', '-out', 'leaf.csr']);
    await writeFile(join(this.folder, 'leaf.ext'), uniqueId === undefined ? '' : `1.2.156.112586.1.4=${uniqueId}\n`);
    const signer = ['-config', 'ca.cnf', '-batch', '-notext', '-utf8', '-extfile', 'leaf.ext'];
    const validity = ['-startdate', asn1Time(notBefore), '-enddate', asn1Time(notAfter)];
    await openssl(this.folder, ['ca', ...signer, ...validity, '-in', 'leaf.csr', '-out', 'leaf.pem']);
    const certificate = new X509Certificate(await readFile(join(this.folder, 'leaf.pem')));
    const privateKey = createPrivateKey(await readFile(join(this.folder, 'leaf.key')));
    return { certificate, base64: certificate.raw.toString('base64'), privateKey };
  }

  /** Deletes the CA's files and keys. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

/** YYYYMMDDHHMMSSZ. */
function asn1Time(date: Date): string {
  return date.toISOString().replace(/\.\d+|[-:T]/g, '');
}

async function openssl(folder: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', args, { cwd: folder });
}
