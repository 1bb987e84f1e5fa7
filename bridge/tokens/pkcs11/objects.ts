import type { Handle, PKCS11, Template } from 'pkcs11js';
import { ckrName } from './ckr-reasons.js';

/** Objects per call: modules answer more of them by further calls. */
const BATCH = 32;

/** What a module says of an attribute that the object does not have, or does not show. */
const NO_VALUE = new Set(['CKR_ATTRIBUTE_TYPE_INVALID', 'CKR_ATTRIBUTE_SENSITIVE', 'CKR_ATTRIBUTE_VALUE_INVALID']);

/** Every object of the session that fits the template. */
export function findObjects(module: PKCS11, session: Handle, template: Template): Handle[] {
  module.C_FindObjectsInit(session, template);
  try {
    const found: Handle[] = [];
    for (;;) {
      const batch = module.C_FindObjects(session, BATCH);
      if (batch.length === 0) return found;
      found.push(...batch);
    }
  } finally {
    module.C_FindObjectsFinal(session);
  }
}

/** One attribute's value; empty where the object has none. One a call: some modules fail all of them for one. */
export function attribute(module: PKCS11, session: Handle, object: Handle, type: number): Buffer {
  try {
    return module.C_GetAttributeValue(session, object, [{ type }])[0]?.value ?? Buffer.alloc(0);
  } catch (error) {
    if (NO_VALUE.has(ckrName(error) ?? '')) return Buffer.alloc(0);
    throw error;
  }
}

/** Whether a CK_BBOOL attribute is true. */
export function isTrue(module: PKCS11, session: Handle, object: Handle, type: number): boolean {
  return attribute(module, session, object, type)[0] === 1;
}
