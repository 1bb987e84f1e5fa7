import { createHash } from 'node:crypto';
import {
  CKA_CERTIFICATE_TYPE,
  CKA_CLASS,
  CKA_ID,
  CKA_VALUE,
  CKC_X_509,
  CKF_SERIAL_SESSION,
  CKO_CERTIFICATE,
  type Handle,
  type PKCS11,
  type TokenInfo,
} from 'pkcs11js';
import { readCertificate } from '../certificate.js';
import { attribute, findObjects } from './objects.js';

export interface TokenCertificate {
  /** SHA-256 of the DER, hex. */
  readonly id: string;
  readonly der: Buffer;
  /** CKA_ID, which its private key should share. */
  readonly keyId: Buffer;
}

export interface Token {
  /** SHA-256 over the serial number and the holder's certificate, hex: the same in whichever slot it is. */
  readonly id: string;
  readonly slot: Handle;
  /** In an order that stays, whatever order the module has. */
  readonly certificates: readonly TokenCertificate[];
}

/** Reads a token without its password: certificates are public objects. Throws what pkcs11js throws. */
export function readToken(module: PKCS11, slot: Handle, { serialNumber }: TokenInfo): Token {
  const certificates = readCertificates(module, slot);
  const holder = certificates.find(({ der }) => readCertificate(der)?.usableFor !== 'none') ?? certificates[0];
  const id = sha256(Buffer.from(`pkcs11\0${serialNumber}\0`), holder?.der ?? Buffer.alloc(0));
  return { id, slot, certificates };
}

function readCertificates(module: PKCS11, slot: Handle): TokenCertificate[] {
  const session = module.C_OpenSession(slot, CKF_SERIAL_SESSION);
  try {
    const template = [
      { type: CKA_CLASS, value: CKO_CERTIFICATE },
      { type: CKA_CERTIFICATE_TYPE, value: CKC_X_509 },
    ];
    return findObjects(module, session, template)
      .map((object) => {
        const der = attribute(module, session, object, CKA_VALUE);
        return { id: sha256(der), der, keyId: attribute(module, session, object, CKA_ID) };
      })
      .filter(({ der }) => der.length > 0)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  } finally {
    module.C_CloseSession(session);
  }
}

function sha256(...parts: readonly Buffer[]): string {
  return createHash('sha256').update(Buffer.concat(parts)).digest('hex');
}
