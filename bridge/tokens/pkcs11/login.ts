import {
  CKF_SERIAL_SESSION,
  CKF_USER_PIN_FINAL_TRY,
  CKF_USER_PIN_LOCKED,
  CKM_RSA_PKCS,
  CKU_CONTEXT_SPECIFIC,
  CKU_USER,
  type Handle,
  type PKCS11,
} from 'pkcs11js';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import { ckrName, ckrReason } from './ckr-reasons.js';
import { findKeys, type SigningKey } from './find-keys.js';
import type { Token } from './read-token.js';

/** Room for the signature of any RSA key that a token makes (8192 bits). */
const MAX_SIGNATURE_BYTES = 1_024;

/** PKCS#11's NULL_PTR, which has a token ask for the password on its own keys. */
export const ON_TOKEN = '';

/** One login; PKCS#11 knows one per token and process. */
export interface Login {
  readonly session: Handle;
  /** By the id of their certificate. */
  readonly keys: ReadonlyMap<string, SigningKey>;
  /** For the one signature of a key that takes the password each time; null once it is used. */
  password: Buffer | null;
}

/**
 * Checks the password (UTF-8), or has it typed on the token where it is null. Fails with the reasons of
 * ckr-reasons.ts; leaves no session behind then.
 */
export function logIn(module: PKCS11, token: Token, password: Buffer | null): Result<Login> {
  const session = module.C_OpenSession(token.slot, CKF_SERIAL_SESSION);
  try {
    authenticate(module, session, password?.toString('utf8') ?? ON_TOKEN);
    const keys = findKeys(module, session, token.certificates);
    const kept = [...keys.values()].some(({ signOnce }) => signOnce) ? Buffer.from(password ?? ON_TOKEN) : null;
    return success({ session, keys, password: kept });
  } catch (error) {
    const refused = refusal(module, token.slot, error);
    module.C_CloseSession(session);
    return refused;
  }
}

/** Ends the login, whatever became of the token. */
export function logOut(module: PKCS11, { session, password }: Login): void {
  password?.fill(0);
  for (const end of [() => module.C_Logout(session), () => module.C_CloseSession(session)]) {
    try {
      end();
    } catch {
      // The token is gone, and the login with it.
    }
  }
}

/**
 * RSASSA-PKCS1-v1_5 over a DigestInfo; throws what pkcs11js throws. Fails with `password.incorrect` for a key that
 * takes the password each time and has had it.
 */
export function signDigestInfo(module: PKCS11, login: Login, key: SigningKey, info: Buffer): Result<Buffer> {
  const { session, password } = login;
  if (key.signOnce && password === null) return failure('password.incorrect');
  module.C_SignInit(session, { mechanism: CKM_RSA_PKCS }, key.handle);
  if (key.signOnce && password !== null) {
    login.password = null;
    try {
      module.C_Login(session, CKU_CONTEXT_SPECIFIC, password.toString('utf8'));
    } finally {
      password.fill(0);
    }
  }
  return success(module.C_Sign(session, info, Buffer.alloc(MAX_SIGNATURE_BYTES)));
}

/** A token says in its flags what a wrong password has led to. */
export function refusal(module: PKCS11, slot: Handle, error: unknown): Result<never> {
  const reason = ckrReason(error);
  if (reason !== 'password.incorrect') return failure(reason);
  const { flags } = module.C_GetTokenInfo(slot);
  if (flags & CKF_USER_PIN_LOCKED) return failure('password.locked');
  return failure(reason, flags & CKF_USER_PIN_FINAL_TRY ? 1 : undefined);
}

/** A login that another part of this process left over would let any password pass: it ends first. */
function authenticate(module: PKCS11, session: Handle, password: string): void {
  try {
    module.C_Login(session, CKU_USER, password);
  } catch (error) {
    if (ckrName(error) !== 'CKR_USER_ALREADY_LOGGED_IN') throw error;
    module.C_Logout(session);
    module.C_Login(session, CKU_USER, password);
  }
}
