import * as z from 'zod/mini';
import { JOURNAL_ACCEPT } from './names.js';
import { outcome } from './outcome.js';

/** The user knows why the record is not the one that was seen before: from now on it is compared with what it is now. */
export const journalAccept = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(JOURNAL_ACCEPT) }),
  response: outcome,
} as const;
