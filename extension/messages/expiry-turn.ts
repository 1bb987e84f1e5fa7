import * as z from 'zod/mini';
import { expiryState } from './expiry-state.js';
import { EXPIRY_TURN } from './names.js';

/** Turns the reminders on or off; on only where the browser lets notifications be shown. */
export const expiryTurn = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(EXPIRY_TURN), on: z.boolean() }),
  response: expiryState.response,
} as const;
