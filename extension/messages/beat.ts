import * as z from 'zod/mini';
import { BEAT } from './names.js';

/** Sent every 20 s while a page waits for an answer: an event, which keeps the service worker alive on every Chrome. */
export const beat = {
  sender: 'site',
  request: z.strictObject({ type: z.literal(BEAT) }),
} as const;
