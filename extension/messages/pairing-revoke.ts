import * as z from 'zod/mini';
import { PAIRING_REVOKE } from './names.js';
import { outcome } from './outcome.js';

/** Ends a pairing; null is this browser's own, which ends here even where the bridge cannot be told. */
export const pairingRevoke = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(PAIRING_REVOKE), id: z.nullable(z.string().check(z.maxLength(64))) }),
  response: outcome,
} as const;
