import {
  CKA_CLASS,
  CKA_ID,
  CKF_SERIAL_SESSION,
  CKF_USER_PIN_FINAL_TRY,
  CKF_USER_PIN_LOCKED,
  CKM_RSA_PKCS,
  CKO_PRIVATE_KEY,
  CKU_USER,
  type Handle,
  type PKCS11,
} from 'pkcs11js';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import { ckrName, ckrReason } from './ckr-reasons.js';
import { findObjects } from './objects.js';
import type { PresentToken } from './present-tokens.js';

/** Room for the signature of any RSA key that a token makes (8192 bits). */
const MAX_SIGNATURE_BYTES = 1_024;

/** One login; PKCS#11 knows one per token and process. */
export interface Login {
  readonly token: PresentToken;
  readonly session: Handle;
  /** Private keys by the id of their certificate. */
  readonly keys: ReadonlyMap<string, Handle>;
}

/** Checks the password (UTF-8). Fails with the reasons of ckr-reasons.ts; leaves no session behind then. */
export function logIn(module: PKCS11, token: PresentToken, password: Buffer): Result<Login> {
  const session = module.C_OpenSession(token.slot, CKF_SERIAL_SESSION);
  try {
    authenticate(module, session, password.toString('utf8'));
    return success({ token, session, keys: findKeys(module, session, token) });
  } catch (error) {
    const refused = refusal(module, token.slot, error);
    module.C_CloseSession(session);
    return refused;
  }
}

/** Ends the login, whatever became of the token. */
export function logOut(module: PKCS11, { session }: Login): void {
  for (const end of [() => module.C_Logout(session), () => module.C_CloseSession(session)]) {
    try {
      end();
    } catch {
      // The token is gone, and the login with it.
    }
  }
}

/** RSASSA-PKCS1-v1_5 over a DigestInfo; throws what pkcs11js throws. */
export function signDigestInfo(module: PKCS11, session: Handle, key: Handle, info: Buffer): Buffer {
  module.C_SignInit(session, { mechanism: CKM_RSA_PKCS }, key);
  return module.C_Sign(session, info, Buffer.alloc(MAX_SIGNATURE_BYTES));
}

/** A login that is left over would let any password pass: it ends first. */
function authenticate(module: PKCS11, session: Handle, password: string): void {
  try {
    module.C_Login(session, CKU_USER, password);
  } catch (error) {
    if (ckrName(error) !== 'CKR_USER_ALREADY_LOGGED_IN') throw error;
    module.C_Logout(session);
    module.C_Login(session, CKU_USER, password);
  }
}

function findKeys(module: PKCS11, session: Handle, token: PresentToken): Map<string, Handle> {
  const keys = new Map<string, Handle>();
  for (const { id, keyId } of token.certificates) {
    const [key] = findObjects(module, session, [
      { type: CKA_CLASS, value: CKO_PRIVATE_KEY },
      { type: CKA_ID, value: keyId },
    ]);
    if (key) keys.set(id, key);
  }
  return keys;
}

/** A token says in its flags what a wrong password has led to. */
function refusal(module: PKCS11, slot: Handle, error: unknown): Result<never> {
  const reason = ckrReason(error);
  if (reason !== 'password.incorrect') return failure(reason);
  const { flags } = module.C_GetTokenInfo(slot);
  if (flags & CKF_USER_PIN_LOCKED) return failure('password.locked');
  return failure(reason, flags & CKF_USER_PIN_FINAL_TRY ? 1 : undefined);
}
