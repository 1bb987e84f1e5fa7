import * as z from 'zod/mini';
import { journalExport as method } from '../../shared/protocol/journal-export.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { JOURNAL_EXPORT } from './names.js';

/** A part of the record of signatures as CSV. */
export const journalExport = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(JOURNAL_EXPORT), ...method.params.shape }),
  response: z.union([
    z.strictObject({ ok: z.literal(true), value: method.result }),
    z.strictObject({ ok: z.literal(false), reason: z.enum(REASONS) }),
  ]),
} as const;
export type RecordsExported = z.infer<typeof journalExport.response>;
