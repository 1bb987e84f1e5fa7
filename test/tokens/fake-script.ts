/** The script of the fake PKCS#11 module, and its text (fake-pkcs11/script.c). */
import type { KeyObject } from 'node:crypto';
import type { PKCS11 } from 'pkcs11js';

export interface FakeCertificate {
  readonly kind: 'certificate';
  /** CKA_ID, shared with the key. */
  readonly id: Buffer;
  /** X.509, DER. */
  readonly certificate: Buffer;
  readonly label?: string;
}

export interface FakeKey {
  readonly kind: 'key';
  readonly id: Buffer;
  /** Private RSA key of 1024 to 4096 bits. */
  readonly key: KeyObject;
  readonly label?: string;
  /** Each signature needs a context-specific login. */
  readonly alwaysAuthenticate?: boolean;
  /** False for a key that only decrypts. Default: true. */
  readonly signs?: boolean;
}

export interface FakeData {
  readonly kind: 'data';
  readonly label: string;
  readonly value: Buffer;
  readonly application?: string;
  /** Seen only after login. */
  readonly private?: boolean;
}

export interface FakeToken {
  /** A Buffer for another encoding than UTF-8. Cut at 32 bytes. */
  readonly label: string | Buffer;
  /** At most 16 characters of ASCII; a slot whose serial number changes has had its token swapped. */
  readonly serial: string;
  /** Default: 1234. Once changed or tried wrongly, the token remembers its own, whatever a rewrite says. */
  readonly pin?: string;
  /** Wrong passwords in a row until it locks. Default: 10. */
  readonly tries?: number;
  /** The token has keys of its own, on which this is typed; null: the user cancels. */
  readonly pad?: string | null;
  /** Default: true. */
  readonly initialised?: boolean;
  /** Open sessions at most. Default: 16. */
  readonly maxSessions?: number;
  readonly objects?: readonly (FakeCertificate | FakeKey | FakeData)[];
}

/** What a function does before its work or instead of it. */
export interface FakeFault {
  readonly milliseconds?: number;
  /** `hang`: until a rewrite says otherwise; `crash`: SIGSEGV; `leak`: of 200 MiB; a number: fails with that CKR. */
  readonly outcome?: 'hang' | 'crash' | 'leak' | number;
}

/** C_GetFunctionList, of which pkcs11js knows nothing, has no faults. */
type FaultyFunction = Extract<keyof PKCS11, `C_${string}`>;

export interface FakeScript {
  /** At most 8; null is a slot without a token. */
  readonly slots: readonly (FakeToken | null)[];
  /** By the function that has it. At most 16. */
  readonly faults?: Readonly<Partial<Record<FaultyFunction, FakeFault>>>;
}

/** Of CK_TOKEN_INFO. */
const CKF = { loginRequired: 0x4, pinInitialised: 0x8, protectedPath: 0x100, tokenInitialised: 0x400 };
const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  application: 0x10,
  value: 0x11,
  certificateType: 0x80,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  decrypt: 0x105,
  sign: 0x108,
  modulus: 0x120,
  publicExponent: 0x122,
  extractable: 0x162,
  alwaysAuthenticate: 0x202,
};
const CKO = { data: 0, certificate: 1, privateKey: 3 };

const bytes = (type: number, value: Buffer | string) => `bytes ${type} ${Buffer.from(value).toString('hex')}`;
const number = (type: number, value: number) => `number ${type} ${String(value).padStart(16, '0')}`;
const flag = (type: number, value: boolean) => bytes(type, Buffer.from([value ? 1 : 0]));

function common(kind: number, isPrivate: boolean, label: string): string[] {
  return [
    'object',
    number(CKA.class, kind),
    flag(CKA.token, true),
    flag(CKA.private, isPrivate),
    bytes(CKA.label, label),
  ];
}

function keyLines({ id, key, label = '', alwaysAuthenticate = false, signs = true }: FakeKey): string[] {
  const { n, e, d } = key.export({ format: 'jwk' });
  if (n === undefined || e === undefined || d === undefined) throw new TypeError('not a private RSA key');
  return [
    ...common(CKO.privateKey, true, label),
    number(CKA.keyType, 0),
    bytes(CKA.id, id),
    flag(CKA.sign, signs),
    flag(CKA.decrypt, !signs),
    flag(CKA.alwaysAuthenticate, alwaysAuthenticate),
    bytes(CKA.modulus, Buffer.from(n, 'base64url')),
    bytes(CKA.publicExponent, Buffer.from(e, 'base64url')),
    `exponent ${Buffer.from(d, 'base64url').toString('hex')}`,
  ];
}

function objectLines(object: FakeCertificate | FakeKey | FakeData): string[] {
  switch (object.kind) {
    case 'certificate':
      return [
        ...common(CKO.certificate, false, object.label ?? ''),
        number(CKA.certificateType, 0),
        bytes(CKA.id, object.id),
        bytes(CKA.value, object.certificate),
      ];
    case 'key':
      return keyLines(object);
    case 'data':
      return [
        ...common(CKO.data, object.private ?? false, object.label),
        bytes(CKA.application, object.application ?? ''),
        bytes(CKA.value, object.value),
      ];
  }
}

function tokenLines(token: FakeToken): string[] {
  const { label, serial, pin = '1234', tries = 10, pad, initialised = true, maxSessions = 16, objects = [] } = token;
  if (!/^[\w-]{1,16}$/.test(serial)) throw new RangeError(`serial number ${serial}`);
  if (pin.length > 32 || objects.length > 16) throw new RangeError('too long a password, or too many objects');
  const flags =
    CKF.loginRequired +
    (initialised ? CKF.pinInitialised + CKF.tokenInitialised : 0) +
    (pad === undefined ? 0 : CKF.protectedPath);
  const hex = (value: string | Buffer) => Buffer.from(value).toString('hex');
  return [
    `token ${hex(label)} ${hex(serial)} ${flags}`,
    `pin ${tries} ${hex(pin)}`,
    `pad ${hex(pad ?? '')}`,
    `sessions ${maxSessions}`,
    ...objects.flatMap(objectLines),
  ];
}

/** Throws RangeError or TypeError if the module could not take it. */
export function scriptText({ slots, faults = {} }: FakeScript): string {
  if (slots.length > 8 || Object.keys(faults).length > 16) throw new RangeError('too many slots or faults');
  return [
    ...slots.flatMap((token) => ['slot', ...(token === null ? [] : tokenLines(token))]),
    ...Object.entries(faults).map(
      ([name, { milliseconds = 0, outcome = 'go-on' }]) => `fault ${name} ${milliseconds} ${outcome}`,
    ),
    '',
  ].join('\n');
}
