import type { Reason } from '../../../shared/protocol/reasons.js';

/** What the return values of PKCS#11 (v2.40 §5.1) mean to a clerk. */
const REASON_OF_CKR: Readonly<Record<string, Reason>> = {
  CKR_PIN_INCORRECT: 'password.incorrect',
  CKR_PIN_INVALID: 'password.incorrect',
  CKR_PIN_LEN_RANGE: 'password.incorrect',
  CKR_PIN_LOCKED: 'password.locked',
  CKR_PIN_EXPIRED: 'password.mustChange',
  CKR_USER_PIN_NOT_INITIALIZED: 'password.mustChange',
  // The user pressed "cancel" on the token's own keys, or let its time run out.
  CKR_FUNCTION_CANCELED: 'prompt.cancelled',
  CKR_FUNCTION_REJECTED: 'prompt.cancelled',
  CKR_KEY_FUNCTION_NOT_PERMITTED: 'certificate.noSigning',
  CKR_KEY_TYPE_INCONSISTENT: 'certificate.noSigning',
  CKR_SESSION_COUNT: 'token.busy',
  CKR_USER_ANOTHER_ALREADY_LOGGED_IN: 'token.busy',
  // The token was taken out. A module may tell so only by the handles that it no longer knows.
  CKR_DEVICE_REMOVED: 'certificate.notFound',
  CKR_TOKEN_NOT_PRESENT: 'certificate.notFound',
  CKR_TOKEN_NOT_RECOGNIZED: 'certificate.notFound',
  CKR_SLOT_ID_INVALID: 'certificate.notFound',
  CKR_SESSION_CLOSED: 'certificate.notFound',
  CKR_SESSION_HANDLE_INVALID: 'certificate.notFound',
  CKR_OBJECT_HANDLE_INVALID: 'certificate.notFound',
  CKR_KEY_HANDLE_INVALID: 'certificate.notFound',
};

/** The name of the return value that pkcs11js threw; null for any other error. */
export function ckrName(error: unknown): string | null {
  return error instanceof Error && error.message.startsWith('CKR_') ? error.message : null;
}

/** The reason of an error that pkcs11js threw. What has none of its own is `driver.crashed`: trying again may help. */
export function ckrReason(error: unknown): Reason {
  return REASON_OF_CKR[ckrName(error) ?? ''] ?? 'driver.crashed';
}
