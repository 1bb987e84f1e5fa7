import { createHash } from 'node:crypto';
import {
  CKA_CERTIFICATE_TYPE,
  CKA_CLASS,
  CKA_ID,
  CKA_LABEL,
  CKA_VALUE,
  CKC_X_509,
  CKF_SERIAL_SESSION,
  CKF_TOKEN_INITIALIZED,
  CKO_CERTIFICATE,
  type Handle,
  type PKCS11,
  type TokenInfo,
} from 'pkcs11js';
import { readCertificate } from '../certificate.js';
import { findObjects } from './objects.js';
import { tokenLabel } from './token-label.js';

export interface TokenCertificate {
  /** SHA-256 of the DER, hex. */
  readonly id: string;
  readonly der: Buffer;
  /** CKA_ID, which its private key shares. */
  readonly keyId: Buffer;
  /** CKA_LABEL. */
  readonly label: Buffer;
}

export interface PresentToken {
  /** SHA-256 over the serial number and the holder's certificate, hex: the same in whichever slot it is. */
  readonly id: string;
  readonly label: string;
  readonly slot: Handle;
  readonly serial: string;
  /** In an order that stays, whatever order the module has. */
  readonly certificates: readonly TokenCertificate[];
}

/**
 * The initialised tokens that can be read. `known` answers a token that need not be read again: reading is slow on
 * USB, and takes a session, of which some tokens have one. Throws what pkcs11js throws where the slots cannot be listed.
 */
export function presentTokens(
  module: PKCS11,
  known: (slot: Handle, serial: string) => PresentToken | undefined,
): PresentToken[] {
  return module.C_GetSlotList(true).flatMap((slot) => {
    try {
      const info = module.C_GetTokenInfo(slot);
      if (!(info.flags & CKF_TOKEN_INITIALIZED)) return [];
      return [known(slot, info.serialNumber) ?? describe(module, slot, info)];
    } catch {
      // It is being taken out, or damaged: nothing that could be shown or used. The others are not affected.
      return [];
    }
  });
}

function describe(module: PKCS11, slot: Handle, info: TokenInfo): PresentToken {
  const certificates = readCertificates(module, slot);
  const holder = certificates.find(({ der }) => readCertificate(der)?.usableFor !== 'none') ?? certificates[0];
  return {
    id: sha256(Buffer.from(`pkcs11\0${info.serialNumber}\0`), holder?.der ?? Buffer.alloc(0)),
    label: tokenLabel(info.label, holder?.label ?? null),
    slot,
    serial: info.serialNumber,
    certificates,
  };
}

/** Certificates are public objects: no login is needed. */
function readCertificates(module: PKCS11, slot: Handle): TokenCertificate[] {
  const session = module.C_OpenSession(slot, CKF_SERIAL_SESSION);
  try {
    const template = [
      { type: CKA_CLASS, value: CKO_CERTIFICATE },
      { type: CKA_CERTIFICATE_TYPE, value: CKC_X_509 },
    ];
    return findObjects(module, session, template)
      .map((object) => {
        const types = [CKA_VALUE, CKA_ID, CKA_LABEL].map((type) => ({ type }));
        const [der, keyId, label] = module.C_GetAttributeValue(session, object, types).map(({ value }) => value);
        const empty = Buffer.alloc(0);
        return { id: sha256(der ?? empty), der: der ?? empty, keyId: keyId ?? empty, label: label ?? empty };
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
