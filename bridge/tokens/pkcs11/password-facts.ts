import {
  CKF_PROTECTED_AUTHENTICATION_PATH,
  CKF_USER_PIN_COUNT_LOW,
  CKF_USER_PIN_FINAL_TRY,
  CKF_USER_PIN_LOCKED,
  type TokenInfo,
} from 'pkcs11js';
import type { PasswordFacts } from '../driver.js';

/** What CK_TOKEN_INFO (PKCS#11 v2.40 §3.2) says of the user's password. It has words for the tries, no number. */
export function passwordFacts({ flags, minPinLen, maxPinLen }: TokenInfo): PasswordFacts {
  return {
    onToken: (flags & CKF_PROTECTED_AUTHENTICATION_PATH) !== 0,
    tries: triesLeft(flags),
    minBytes: minPinLen,
    maxBytes: maxPinLen,
  };
}

function triesLeft(flags: number): PasswordFacts['tries'] {
  if (flags & CKF_USER_PIN_LOCKED) return 'locked';
  if (flags & CKF_USER_PIN_FINAL_TRY) return 'last';
  return flags & CKF_USER_PIN_COUNT_LOW ? 'few' : 'unknown';
}
