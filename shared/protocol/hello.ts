import * as z from 'zod/mini';
import { journalHeadSchema } from './journal-verify.js';

/** First call after the proof: both sides say what they are, and whether they fit. */
export const hello = {
  method: 'hello',
  maxBytes: 2_000,
  caller: 'none',
  params: z.strictObject({
    /** The protocol's number, raised only when an old peer could no longer be served. */
    protocol: z.int().check(z.positive()),
    /** The extension's version, for the record. */
    version: z.string().check(z.maxLength(40)),
    /** Names this run of the browser: its numbers of tabs mean the same only as long as that stays. 128 random bits, hex. */
    browser: z.optional(z.string().check(z.regex(/^[0-9a-f]{32}$/))),
  }),
  result: z.strictObject({
    protocol: z.int().check(z.positive()),
    version: z.string().check(z.maxLength(40)),
    /** Methods this bridge serves; a newer extension hides what is missing. */
    methods: z.array(z.string()),
    /** The end of the record of signatures; absent where that cannot be read. */
    journal: z.optional(journalHeadSchema),
  }),
} as const;

export const PROTOCOL_VERSION = 1;
