import { generateKeyPair, type KeyObject } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ATTRIBUTE } from '../tokens/certificate.js';
import { packPkcs12, writePrivate } from '../tokens/pkcs12/pack.js';
import { type Issuer, identityPaths, issuerPaths, readIssuer } from './files.js';
import { DEMO_CITY, DEMO_COMPANY, DEMO_ISSUER, DEMO_PASSWORD, DEMO_PROVINCE, DEMO_UNIQUE_ID } from './names.js';
import { certificatePem, makeCertificate, type NameParts } from './x509.js';

const DAY_MS = 86_400_000;
const ISSUER_DAYS = 3_650;
/** Certificates begin a little earlier, for clocks that are behind. */
const CLOCK_TOLERANCE_MS = 3_600_000;
const MODULUS_BITS = 2_048;

const ISSUER_NAME: NameParts = [
  [ATTRIBUTE.country, 'CN'],
  [ATTRIBUTE.organization, DEMO_ISSUER],
  [ATTRIBUTE.commonName, DEMO_ISSUER],
];

export interface DemoIdentityOptions {
  /** ASCII. */
  readonly password?: string;
  readonly company?: string;
  readonly uniqueId?: string;
  readonly now?: Date;
  /** Negative for a certificate that has expired. */
  readonly validDays?: number;
  /** The files' name without ending. */
  readonly name?: string;
}

export interface DemoIdentity {
  /** The issuer's certificate, PEM. */
  readonly caPem: string;
  /** Path of the PKCS#12 file: the key and its certificate. */
  readonly p12: string;
  /** Path of the PEM file with the certificate alone. */
  readonly crt: string;
}

/**
 * Makes a company's demo certificate in `folder`, replacing the one of that name, and the demo issuer if the folder
 * has none yet. Files get mode 0600 and the folder 0700. One process at a time. Rejects where the disk refuses.
 */
export async function createDemoIdentity(folder: string, options: DemoIdentityOptions = {}): Promise<DemoIdentity> {
  const { password = DEMO_PASSWORD, company = DEMO_COMPANY, uniqueId = DEMO_UNIQUE_ID, validDays = 365 } = options;
  const now = (options.now ?? new Date()).getTime();
  const paths = identityPaths(folder, options.name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const issuer = (await readIssuer(folder)) ?? (await createIssuer(folder, now));
  const key = await generateKey();
  const notAfter = now + validDays * DAY_MS;
  const certificate = certificatePem(
    makeCertificate({
      subject: [
        [ATTRIBUTE.country, 'CN'],
        [ATTRIBUTE.state, DEMO_PROVINCE],
        [ATTRIBUTE.locality, DEMO_CITY],
        [ATTRIBUTE.organization, company],
        [ATTRIBUTE.givenName, uniqueId],
        [ATTRIBUTE.commonName, company],
      ],
      issuer: ISSUER_NAME,
      publicKey: key.publicKey,
      issuerKey: issuer,
      notBefore: new Date(Math.min(now, notAfter) - CLOCK_TOLERANCE_MS),
      notAfter: new Date(notAfter),
      use: { kind: 'signer', uniqueId },
    }),
  );
  // The PKCS#12 file last: without it there is no token, so a crash in between leaves none that is half made.
  await writePrivate(paths.crt, certificate);
  await writePrivate(paths.p12, packPkcs12(key.privateKey, certificate, password));
  return { caPem: issuer.pem, ...paths };
}

async function createIssuer(folder: string, now: number): Promise<Issuer> {
  const key = await generateKey();
  const pem = certificatePem(
    makeCertificate({
      subject: ISSUER_NAME,
      issuer: ISSUER_NAME,
      publicKey: key.publicKey,
      issuerKey: key,
      notBefore: new Date(now - CLOCK_TOLERANCE_MS),
      notAfter: new Date(now + ISSUER_DAYS * DAY_MS),
      use: { kind: 'issuer' },
    }),
  );
  const paths = issuerPaths(folder);
  await writePrivate(paths.key, key.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await writePrivate(paths.certificate, pem);
  return { ...key, pem };
}

function generateKey(): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  return promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
}
