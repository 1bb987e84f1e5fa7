import * as z from 'zod/mini';
import { HOPS_CLEAR } from './names.js';
import { outcome } from './outcome.js';

/** Empties the log of hops. */
export const hopsClear = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(HOPS_CLEAR) }),
  response: outcome,
} as const;
