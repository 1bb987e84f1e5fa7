import * as z from 'zod/mini';
import { pairingRename as method } from '../../shared/protocol/pairing-rename.js';
import { PAIRING_RENAME } from './names.js';
import { outcome } from './outcome.js';

/** Gives one of the connected browsers another name. */
export const pairingRename = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(PAIRING_RENAME), ...method.params.shape }),
  response: outcome,
} as const;
