import * as z from 'zod/mini';
import { REASONS } from '../../shared/protocol/reasons.js';

const seq = z.int().check(z.positive());
const sha256Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** A signature is about to be asked of a token. */
const intent = z.object({
  kind: z.literal('intent'),
  /** SHA-256 of the idempotency key with its scope, hex. */
  key: sha256Hex,
  /** SHA-256 of the certificate, hex. */
  certificate: z.string().check(z.maxLength(64)),
  owner: z.string().check(z.maxLength(200)),
  origin: z.string().check(z.maxLength(300)),
  /** Null where it is not known. */
  purpose: z.nullable(z.string().check(z.maxLength(40))),
  /** Short code of what is signed, as the window shows it. */
  code: z.string().check(z.maxLength(40)),
  /** `window`: agreed to by itself · `grant`: one of a number that was agreed to · `remembered`: no question for a while. */
  consent: z.enum(['window', 'grant', 'remembered']),
});
/** What came of the intent with that number. */
const signed = z.object({ kind: z.literal('signed'), of: seq });
const failed = z.object({ kind: z.literal('failed'), of: seq, reason: z.enum(REASONS) });
/** The file that came before was not as it was written, and is left as it is. */
const repair = z.object({ kind: z.literal('repair'), file: z.string(), sha256: sha256Hex });
/** The file that came before is full. */
const rotate = z.object({ kind: z.literal('rotate'), file: z.string() });
/** The time of a whole file is over; its last entry's number and tag, which the oldest file left goes on from. */
const retire = z.object({ kind: z.literal('retire'), file: z.string(), through: seq, mac: z.string() });

/** What an entry says. Never content, never a password. */
export const entrySchema = z.discriminatedUnion('kind', [intent, signed, failed, repair, rotate, retire]);
export type Entry = z.infer<typeof entrySchema>;
export type IntentEntry = z.infer<typeof intent>;
export type OutcomeEntry = z.infer<typeof signed> | z.infer<typeof failed>;

/** Around each entry. */
export const SCHEMA_VERSION = 1;
export const frameSchema = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  seq,
  /** ISO 8601, by the bridge's clock. */
  time: z.iso.datetime(),
});
