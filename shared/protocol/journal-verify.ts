import * as z from 'zod/mini';

/** The end of the chained record: its last entry's number and tag. The extension keeps what it was told last. */
export const journalHeadSchema = z.strictObject({
  seq: z.int().check(z.nonnegative()),
  /** HMAC-SHA-256 as base64url. */
  mac: z.string().check(z.regex(/^[\w-]{43}$/)),
});
export type JournalHead = z.infer<typeof journalHeadSchema>;

/** The bridge has written on from one end of the record to another, and knows every entry between. */
export const journalMoveSchema = z.strictObject({ after: journalHeadSchema, head: journalHeadSchema });
export type JournalMove = z.infer<typeof journalMoveSchema>;

const findingSchema = z.strictObject({
  /**
   * `torn`: a last line without its end · `edited` · `moved`: not in its place · `missing`: entries before it are ·
   * `rewritten`: nothing in the file is ours, or the chain is not the one that was mirrored · `cutTail`: the end is gone.
   */
  kind: z.enum(['torn', 'edited', 'moved', 'missing', 'rewritten', 'cutTail']),
  /** Empty where no file is to blame. */
  file: z.string().check(z.maxLength(100)),
  /** From 1; 0 where no line is to blame. */
  line: z.int().check(z.nonnegative()),
  /** The entry's number, as far as it is known. */
  seq: z.nullable(z.int()),
  /** It was found when the bridge went on with the record, and an entry of it says so. */
  repaired: z.optional(z.literal(true)),
});
export type JournalFinding = z.infer<typeof findingSchema>;

/** Reads the whole record of signatures and names what is not as it was written. */
export const journalVerify = {
  method: 'journal.verify',
  maxBytes: 500,
  caller: 'none',
  /** The head that the extension was told before. */
  params: z.strictObject({ mirror: z.nullable(journalHeadSchema) }),
  result: z.strictObject({
    /** Nothing was found but torn lines that are accounted for. */
    intact: z.boolean(),
    entries: z.int().check(z.nonnegative()),
    head: journalHeadSchema,
    /** The first hundred. */
    findings: z.array(findingSchema).check(z.maxLength(100)),
  }),
} as const;
