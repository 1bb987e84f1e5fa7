import {
  CKA_CLASS,
  CKA_LABEL,
  CKA_PRIVATE,
  CKA_VALUE,
  CKF_SERIAL_SESSION,
  CKO_DATA,
  type Handle,
  type PKCS11,
} from 'pkcs11js';
import { attribute, findObjects, isTrue } from './objects.js';
import { tokenLabel } from './token-label.js';

/**
 * The content of the first data object with that label, private ones only if asked for; null where there is none.
 * Makers write labels in UTF-8 or GBK, so they are compared as read. Throws what pkcs11js throws.
 */
export function readData(module: PKCS11, slot: Handle, label: string, privateToo: boolean): Buffer | null {
  const session = module.C_OpenSession(slot, CKF_SERIAL_SESSION);
  try {
    const object = findObjects(module, session, [{ type: CKA_CLASS, value: CKO_DATA }]).find(
      (one) =>
        tokenLabel(attribute(module, session, one, CKA_LABEL)) === label &&
        (privateToo || !isTrue(module, session, one, CKA_PRIVATE)),
    );
    return object ? attribute(module, session, object, CKA_VALUE) : null;
  } finally {
    module.C_CloseSession(session);
  }
}
