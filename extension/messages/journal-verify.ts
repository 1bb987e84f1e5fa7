import * as z from 'zod/mini';
import { journalVerify as method } from '../../shared/protocol/journal-verify.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { JOURNAL_VERIFY } from './names.js';

/** Has the whole record of signatures checked, by the end of it that this browser has kept. */
export const journalVerify = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(JOURNAL_VERIFY) }),
  response: z.union([
    z.strictObject({ ok: z.literal(true), value: method.result }),
    z.strictObject({ ok: z.literal(false), reason: z.enum(REASONS) }),
  ]),
} as const;
export type RecordVerified = z.infer<typeof journalVerify.response>;
