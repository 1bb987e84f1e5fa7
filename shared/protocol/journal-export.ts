import * as z from 'zod/mini';
import { journalBefore } from './journal-list.js';

/** The record of signatures as CSV (RFC 4180), newest first, in parts that are put one after the other. */
export const journalExport = {
  method: 'journal.export',
  maxBytes: 300,
  caller: 'none',
  params: z.strictObject({ before: journalBefore }),
  result: z.strictObject({
    /** The first part begins with a byte order mark, by which Excel knows UTF-8, and the columns' names. */
    csv: z.string(),
    /** `before` of the next part; null where this is the last. */
    next: journalBefore,
  }),
} as const;
