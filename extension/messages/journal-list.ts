import * as z from 'zod/mini';
import { journalList as method } from '../../shared/protocol/journal-list.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { JOURNAL_LIST } from './names.js';

/** A page of the record of signatures, newest first. */
export const journalList = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(JOURNAL_LIST), ...method.params.shape }),
  response: z.union([
    z.strictObject({ ok: z.literal(true), value: method.result }),
    z.strictObject({ ok: z.literal(false), reason: z.enum(REASONS) }),
  ]),
} as const;
export type RecordsListed = z.infer<typeof journalList.response>;
