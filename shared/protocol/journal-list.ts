import * as z from 'zod/mini';
import { REASONS } from './reasons.js';

const seq = z.int().check(z.positive());
const time = z.iso.datetime();

/** A signature that a token was asked for, with what came of it; or a repair of the record itself. */
export const journalRowSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('signature'),
    /** The entry's number, which never changes. */
    seq,
    time,
    owner: z.string(),
    /** SHA-256 of the certificate, hex. */
    certificate: z.string(),
    origin: z.string(),
    /** Null where it is not known. */
    purpose: z.nullable(z.string()),
    /** Short code of what was signed, as the window showed it. */
    code: z.string(),
    /** Agreed to in a window of its own, one of a number of signatures, or a login that the user wanted no question for. */
    consent: z.enum(['window', 'grant', 'remembered']),
    /** `unknown`: it is under way, or the bridge ended meanwhile. */
    outcome: z.enum(['signed', 'failed', 'unknown']),
    /** Of one that failed. */
    reason: z.optional(z.enum(REASONS)),
  }),
  z.strictObject({ kind: z.literal('repair'), seq, time, file: z.string() }),
]);
export type JournalRow = z.infer<typeof journalRowSchema>;

/** Where a page of the record begins: below that entry; null for its end. */
export const journalBefore = z.nullable(seq);

/** Rows of a page, which all together stay below the largest message. */
const MAX_ROWS = 500;

/** The record of signatures, newest first, page by page. It is read as it stands: `journal.verify` says what that is worth. */
export const journalList = {
  method: 'journal.list',
  maxBytes: 300,
  caller: 'none',
  params: z.strictObject({ before: journalBefore, limit: z.int().check(z.minimum(1), z.maximum(MAX_ROWS)) }),
  result: z.strictObject({
    rows: z.array(journalRowSchema),
    /** `before` of the next page; null where this is the last. */
    next: journalBefore,
  }),
} as const;
