import * as z from 'zod/mini';
import { REASONS } from '../../shared/protocol/reasons.js';
import { PAIRING_REVOKE } from './names.js';

export const pairingChange = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), reason: z.enum(REASONS) }),
]);
export type PairingChanged = z.infer<typeof pairingChange>;

/** Ends a pairing; null is this browser's own, which ends here even where the bridge cannot be told. */
export const pairingRevoke = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(PAIRING_REVOKE), id: z.nullable(z.string().check(z.maxLength(64))) }),
  response: pairingChange,
} as const;
