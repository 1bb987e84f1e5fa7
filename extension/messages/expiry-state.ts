import * as z from 'zod/mini';
import { EXPIRY_STATE } from './names.js';

/** Whether the ends of certificates are reminded of. */
export const expiryState = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(EXPIRY_STATE) }),
  response: z.strictObject({ on: z.boolean() }),
} as const;
