import { CKF_RW_SESSION, CKF_SERIAL_SESSION, type Handle, type PKCS11 } from 'pkcs11js';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import { ckrName } from './ckr-reasons.js';
import { ON_TOKEN, refusal } from './login.js';

/** What C_SetPIN (PKCS#11 v2.40 §5.5) says of a new password that the token does not take. */
const REFUSED = new Set(['CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE', 'CKR_TOKEN_WRITE_PROTECTED', 'CKR_PIN_TOO_WEAK']);

/** Both in UTF-8; null has them typed on the token. */
export function changePassword(
  module: PKCS11,
  slot: Handle,
  passwords: { readonly current: Buffer; readonly next: Buffer } | null,
): Result<void> {
  const [current = ON_TOKEN, next = ON_TOKEN] = [passwords?.current, passwords?.next].map((one) =>
    one?.toString('utf8'),
  );
  const session = module.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION);
  try {
    module.C_SetPIN(session, current, next);
    return success(undefined);
  } catch (error) {
    return REFUSED.has(ckrName(error) ?? '') ? failure('password.refused') : refusal(module, slot, error);
  } finally {
    module.C_CloseSession(session);
  }
}
