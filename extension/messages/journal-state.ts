import * as z from 'zod/mini';
import { JOURNAL_STATE } from './names.js';

/** What this browser itself knows of the record of signatures, with no bridge asked. */
export const journalState = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(JOURNAL_STATE) }),
  /** `broken`: the record has lost its end, or was written anew, since this browser last saw it. */
  response: z.strictObject({ broken: z.boolean() }),
} as const;
export type RecordState = z.infer<typeof journalState.response>;
