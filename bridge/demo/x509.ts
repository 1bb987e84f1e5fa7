import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { AsnConvert, AsnUtf8StringConverter, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { EXTENSION } from '../tokens/certificate.js';

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const SERIAL_BYTES = 16;
/** RFC 5280 appendix A: the one attribute here that must be a PrintableString. */
const COUNTRY = '2.5.4.6';

/** Attribute type (dotted) and value, most significant first. */
export type NameParts = readonly (readonly [type: string, value: string])[];

export interface CertificateRequest {
  readonly subject: NameParts;
  readonly issuer: NameParts;
  readonly publicKey: KeyObject;
  readonly issuerKey: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** An issuer's certificate, or one that signs and carries the unique id. */
  readonly use: { readonly kind: 'issuer' } | { readonly kind: 'signer'; readonly uniqueId: string };
}

/** Makes an X.509 v3 certificate (RFC 5280), signed with sha256WithRSAEncryption. Answers its DER. */
export function makeCertificate(request: CertificateRequest): Buffer {
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: SHA256_WITH_RSA, parameters: null });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: positiveRandom(),
    signature: signatureAlgorithm,
    issuer: makeName(request.issuer),
    validity: new Validity({ notBefore: request.notBefore, notAfter: request.notAfter }),
    subject: makeName(request.subject),
    subjectPublicKeyInfo: AsnConvert.parse(spki(request.publicKey), SubjectPublicKeyInfo),
    extensions: makeExtensions(request),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), request.issuerKey.privateKey);
  const certificate = new Certificate({ tbsCertificate, signatureAlgorithm, signatureValue: bytes(signature) });
  return Buffer.from(AsnConvert.serialize(certificate));
}

/** PEM of a certificate's DER (RFC 7468 §5). */
export function certificatePem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function makeName(parts: NameParts): Name {
  return new Name(
    parts.map(([type, value]) => {
      const text = new AttributeValue(type === COUNTRY ? { printableString: value } : { utf8String: value });
      return new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value: text })]);
    }),
  );
}

function makeExtensions({ use, publicKey, issuerKey }: CertificateRequest): Extensions {
  const usage =
    use.kind === 'issuer'
      ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign
      : KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation;
  const basic =
    use.kind === 'issuer' ? new BasicConstraints({ cA: true, pathLenConstraint: 0 }) : new BasicConstraints();
  const extensions = new Extensions([
    extension('2.5.29.19', true, AsnConvert.serialize(basic)),
    extension(EXTENSION.keyUsage, true, AsnConvert.serialize(new KeyUsage(usage))),
    extension('2.5.29.14', false, AsnConvert.serialize(new SubjectKeyIdentifier(keyIdentifier(publicKey)))),
    extension(
      '2.5.29.35',
      false,
      AsnConvert.serialize(
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier(issuerKey.publicKey)) }),
      ),
    ),
  ]);
  if (use.kind === 'signer') {
    const uniqueId = AsnUtf8StringConverter.toASN(use.uniqueId).toBER();
    extensions.push(extension(EXTENSION.uniqueId, false, uniqueId));
  }
  return extensions;
}

function extension(extnID: string, critical: boolean, value: ArrayBuffer): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(value) });
}

/** RFC 5280 §4.2.1.2 method 1: SHA-1 over the key inside the SubjectPublicKeyInfo. */
function keyIdentifier(publicKey: KeyObject): ArrayBuffer {
  const { subjectPublicKey } = AsnConvert.parse(spki(publicKey), SubjectPublicKeyInfo);
  return bytes(createHash('sha1').update(Buffer.from(subjectPublicKey)).digest());
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' });
}

/** Never zero or negative as an INTEGER, and never shorter than its octets. */
function positiveRandom(): ArrayBuffer {
  const serial = randomBytes(SERIAL_BYTES);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return bytes(serial);
}

/** A copy with a buffer of its own: the encoder takes the whole ArrayBuffer, and Node shares it between Buffers. */
function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
