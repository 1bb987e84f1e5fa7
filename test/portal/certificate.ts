import { constants, verify, X509Certificate } from 'node:crypto';
import { Refusal } from './refusals.js';

export type SignatureDigest = 'sha1' | 'sha256';

/** Object identifier 1.2.156.112586.1.4 (the vendor's unique id), tag and length included. */
const UNIQUE_ID_OID = Buffer.from('06082a811c86ef4a0104', 'hex');
const BOOLEAN = 0x01;
const OCTET_STRING = 0x04;
const STRING_TAGS = new Set([0x0c /* UTF8String */, 0x13 /* PrintableString */, 0x16 /* IA5String */]);

/** Reads a certificate from base64 of its DER; pages may send line breaks in it. */
export function readCertificate(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    // The library's message is about its own parser: no help to whoever reads the page.
    throw new Refusal('bad-certificate');
  }
}

export function requireIssuer(certificate: X509Certificate, issuers: readonly X509Certificate[]): void {
  const issued = issuers.some((issuer) => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey));
  if (!issued) throw new Refusal('unknown-issuer');
}

export function requireValidity(certificate: X509Certificate, now: number): void {
  if (now < Date.parse(certificate.validFrom)) throw new Refusal('not-yet-valid');
  if (now > Date.parse(certificate.validTo)) throw new Refusal('expired');
}

/** The signature is RSA PKCS#1 v1.5 in base64, over the UTF-8 bytes of `text`. */
export function requireSignature(
  certificate: X509Certificate,
  digest: SignatureDigest,
  text: string,
  signature: string,
): void {
  const key = certificate.publicKey;
  const genuine =
    key.asymmetricKeyType === 'rsa' &&
    verify(
      digest,
      Buffer.from(text, 'utf8'),
      { key, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(signature, 'base64'),
    );
  if (!genuine) throw new Refusal('wrong-signature');
}

/** The subject's common name: the company. */
export function ownerOf(certificate: X509Certificate): string {
  const name: unknown = certificate.toLegacyObject().subject.CN;
  if (typeof name !== 'string') throw new Refusal('bad-certificate');
  return name;
}

/** The vendor's unique id of the certificate's owner; the common name where the extension is absent. */
export function uniqueIdOf(certificate: X509Certificate): string {
  const der = certificate.raw;
  const oid = der.indexOf(UNIQUE_ID_OID);
  if (oid === -1) return ownerOf(certificate);
  let field = readField(der, oid + UNIQUE_ID_OID.length);
  if (field.tag === BOOLEAN) field = readField(der, field.end);
  if (field.tag !== OCTET_STRING) throw new Refusal('bad-certificate');
  // Some certificates hold the bare text where others hold a DER string.
  if (!STRING_TAGS.has(field.content[0] ?? 0)) return field.content.toString('utf8');
  return readField(field.content, 0).content.toString('utf8');
}

/** One DER field of at most 127 bytes: the unique id is far shorter. */
function readField(der: Buffer, start: number): { tag: number; content: Buffer; end: number } {
  const length = der[start + 1] ?? 0x80;
  const end = start + 2 + length;
  if (length > 0x7f || end > der.length) throw new Refusal('bad-certificate');
  return { tag: der[start] ?? 0, content: der.subarray(start + 2, end), end };
}
