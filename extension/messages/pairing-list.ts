import * as z from 'zod/mini';
import { pairingList as method } from '../../shared/protocol/pairing-list.js';
import { PAIRING_LIST } from './names.js';
import { failed } from './outcome.js';

/** The browsers that the bridge is connected with. */
export const pairingList = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(PAIRING_LIST) }),
  response: z.union([z.strictObject({ ok: z.literal(true), value: method.result.shape.pairings }), failed]),
} as const;
export type PairingsListed = z.infer<typeof pairingList.response>;
