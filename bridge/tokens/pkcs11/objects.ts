import type { Handle, PKCS11, Template } from 'pkcs11js';

/** Objects per call: modules answer more of them by further calls. */
const BATCH = 32;

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
