import { createHash } from 'node:crypto';
import { type BaseBlock, BitString, GeneralizedTime, Integer, OctetString, UTCTime } from 'asn1js';
import { type Certificate, certificateSchema } from '../../shared/protocol/certificate-list.js';
import { findUnifiedCode } from '../../shared/unified-code.js';
import { children, content, decodeText, isTagged, oid, parseDer, text } from './der.js';

/** X.520 and RFC 2985 attribute types. */
export const ATTRIBUTE = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  state: '2.5.4.8',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  postalAddress: '2.5.4.16',
  postalCode: '2.5.4.17',
  postOfficeBox: '2.5.4.18',
  telephone: '2.5.4.20',
  givenName: '2.5.4.42',
  initials: '2.5.4.43',
  email: '1.2.840.113549.1.9.1',
} as const;

/** Extensions; the last two are those of CAs in China. */
export const EXTENSION = {
  keyUsage: '2.5.29.15',
  uniqueId: '1.2.156.112586.1.4',
  taxNumber: '1.2.156.112586.1.6',
} as const;

const RSA = '1.2.840.113549.1.1.1';
const SM2_CURVE = '1.2.156.10197.1.301';

export interface Attribute {
  /** Dotted. */
  readonly type: string;
  readonly value: string;
}

/** RFC 5280 §4.2.1.3, in the order of its bits. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export interface ParsedCertificate {
  readonly subject: readonly Attribute[];
  readonly issuer: readonly Attribute[];
  /** Upper-case hex, without the octet that only keeps the INTEGER positive. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The extension's text, else the common name, else the given name, else empty. */
  readonly uniqueId: string;
  readonly taxNumber: string | null;
  /** Null where the certificate does not say: then every use is allowed. */
  readonly keyUsage: readonly KeyUsage[] | null;
  readonly algorithm: 'RSA' | 'SM2' | 'other';
  /** `none`: a certificate of an issuer. */
  readonly usableFor: 'sign' | 'encrypt' | 'both' | 'none';
}

/** Reads an X.509 certificate; checks no signature. Null where `der` is none; throws nothing. */
export function readCertificate(der: Buffer): ParsedCertificate | null {
  const fields = [...children(children(parseDer(der) ?? undefined)[0])];
  if (fields[0] && isTagged(fields[0], 0)) fields.shift();
  const [serial, , issuer, validity, subject, publicKey, ...optional] = fields;
  const [notBefore, notAfter] = children(validity).map(date);
  if (!(serial instanceof Integer) || !issuer || !subject || !publicKey || !notBefore || !notAfter) return null;
  const extensions = readExtensions(optional.find((node) => isTagged(node, 3)));
  const keyUsage = readKeyUsage(extensions.get(EXTENSION.keyUsage));
  const subjectNames = readName(subject);
  return {
    subject: subjectNames,
    issuer: readName(issuer),
    serial: content(serial)
      .toString('hex')
      .replace(/^00(?=.)/, '')
      .toUpperCase(),
    notBefore,
    notAfter,
    uniqueId:
      readText(extensions.get(EXTENSION.uniqueId)) ??
      attribute(subjectNames, ATTRIBUTE.commonName) ??
      attribute(subjectNames, ATTRIBUTE.givenName) ??
      '',
    taxNumber: readText(extensions.get(EXTENSION.taxNumber)),
    keyUsage,
    algorithm: readAlgorithm(publicKey),
    usableFor: usableFor(keyUsage),
  };
}

/** The certificate as the protocol shows it; null where it cannot be read or has an algorithm that we do not serve. */
export function toCertificateInfo(der: Buffer, tokenId: string, demo: boolean): Certificate | null {
  const parsed = readCertificate(der);
  if (!parsed) return null;
  const unifiedCode = unifiedCodeOf(parsed);
  const info = certificateSchema.safeParse({
    id: createHash('sha256').update(der).digest('hex'),
    token: tokenId,
    owner: attribute(parsed.subject, ATTRIBUTE.commonName) ?? '',
    issuer: attribute(parsed.issuer, ATTRIBUTE.commonName) ?? '',
    uniqueId: parsed.uniqueId,
    ...(unifiedCode === null ? {} : { unifiedCode }),
    serial: parsed.serial,
    notBefore: parsed.notBefore.toISOString(),
    notAfter: parsed.notAfter.toISOString(),
    algorithm: parsed.algorithm,
    demo,
  });
  return info.success ? info.data : null;
}

/** The first value of an attribute type. */
function attribute(names: readonly Attribute[], type: string): string | null {
  return names.find((name) => name.type === type)?.value ?? null;
}

/** RFC 5280 §4.1.2.4; attributes that are no text are left out. */
function readName(name: BaseBlock): Attribute[] {
  return children(name).flatMap((set) =>
    children(set).flatMap((pair) => {
      const [typeNode, valueNode] = children(pair);
      const type = oid(typeNode);
      const value = text(valueNode);
      return type === null || value === null ? [] : [{ type, value }];
    }),
  );
}

function date(node: BaseBlock): Date | null {
  // GeneralizedTime extends UTCTime.
  if (!(node instanceof UTCTime || node instanceof GeneralizedTime)) return null;
  const value = node.toDate();
  return Number.isNaN(value.getTime()) ? null : value;
}

/** The content of each extension's OCTET STRING, by type. */
function readExtensions(tagged: BaseBlock | undefined): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const extension of children(children(tagged)[0])) {
    const parts = children(extension);
    const type = oid(parts[0]);
    const value = parts.at(-1);
    if (type !== null && value instanceof OctetString && !found.has(type)) found.set(type, content(value));
  }
  return found;
}

/** Issuers put either a DER string or its bare bytes into the extension. */
function readText(value: Buffer | undefined): string | null {
  if (!value) return null;
  return text(parseDer(value) ?? undefined) ?? decodeText(value);
}

function readKeyUsage(value: Buffer | undefined): KeyUsage[] | null {
  const bits = value && parseDer(value);
  if (!(bits instanceof BitString)) return null;
  const octets = content(bits).subarray(1);
  return KEY_USAGES.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function usableFor(usage: readonly KeyUsage[] | null): ParsedCertificate['usableFor'] {
  const has = (...any: KeyUsage[]): boolean => usage === null || any.some((one) => usage.includes(one));
  const sign = has('digitalSignature', 'nonRepudiation');
  const encrypt = has('keyEncipherment', 'dataEncipherment', 'keyAgreement');
  if (sign) return encrypt ? 'both' : 'sign';
  return encrypt ? 'encrypt' : 'none';
}

function readAlgorithm(publicKey: BaseBlock): ParsedCertificate['algorithm'] {
  const [algorithm, parameters] = children(children(publicKey)[0]);
  if (oid(algorithm) === RSA) return 'RSA';
  return oid(parameters) === SM2_CURVE ? 'SM2' : 'other';
}

/** The vendor's numbers and names of subject items. Which attribute its 8 (Alias) reads is not known. */
const SUBJECT_ITEMS: readonly (readonly [index: number, attribute: string, ...names: string[]])[] = [
  [0, ATTRIBUTE.commonName, 'CN'],
  [1, ATTRIBUTE.country, 'C'],
  [2, ATTRIBUTE.organization, 'O'],
  [3, ATTRIBUTE.organizationalUnit, 'OU'],
  [4, ATTRIBUTE.state, 'S', 'ST'],
  [5, ATTRIBUTE.locality, 'L'],
  [6, ATTRIBUTE.email, 'E'],
  [7, ATTRIBUTE.givenName, 'G', 'GN'],
  [9, ATTRIBUTE.title, 'T'],
  [10, ATTRIBUTE.surname, 'SN'],
  [11, ATTRIBUTE.initials, 'I'],
  [12, ATTRIBUTE.postalAddress],
  [13, ATTRIBUTE.postalCode],
  [14, ATTRIBUTE.postOfficeBox],
  [15, ATTRIBUTE.telephone],
];
const TAX_NUMBER_ITEM = '19';

/** An item of GetSubjectItem by the vendor's number (7 or "7") or name ("G"); null where the certificate has none. */
export function subjectItem(certificate: ParsedCertificate, item: number | string): string | null {
  const wanted = String(item).trim().toUpperCase();
  if (wanted === TAX_NUMBER_ITEM) return certificate.taxNumber;
  const row = SUBJECT_ITEMS.find(([index, , ...names]) => wanted === String(index) || names.includes(wanted));
  return row ? attribute(certificate.subject, row[1]) : null;
}

/** The company's 统一社会信用代码; null where none is found. Where issuers put the code differs: in the tax number's extension, the unique id or a name of the subject. */
export function unifiedCodeOf({ taxNumber, uniqueId, subject }: ParsedCertificate): string | null {
  for (const text of [taxNumber ?? '', uniqueId, ...subject.map(({ value }) => value)]) {
    const code = findUnifiedCode(text);
    if (code !== null) return code;
  }
  return null;
}
