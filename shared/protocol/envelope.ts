import * as z from 'zod/mini';
import { REASONS } from './reasons.js';

/**
 * Who asks, as the browser's own sender object says. Filled in by the extension's service
 * worker, never by a page or a content script; absent when one of our own pages asks.
 */
export const callerSchema = z.strictObject({
  /** Serialised origin of the calling document, e.g. `https://portal.example:8443`. */
  origin: z.string().check(z.maxLength(300)),
  tab: z.int().check(z.nonnegative()),
  frame: z.int().check(z.nonnegative()),
  /** The browser's documentId: another document in the same tab has another one. */
  document: z.string().check(z.minLength(1), z.maxLength(100)),
  /** Origins of the embedding documents, innermost first; empty for the top frame. */
  ancestors: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(20)),
});
export type Caller = z.infer<typeof callerSchema>;

/** JSON-RPC 2.0 §4, plus `caller`. `params` is checked by the method's own schema. */
export const requestSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.int().check(z.nonnegative()),
  method: z.string().check(z.maxLength(40)),
  params: z.unknown(),
  caller: z.optional(callerSchema),
});
export type Request = z.infer<typeof requestSchema>;

/** JSON-RPC 2.0 §4.1: no id, no answer. */
export const notificationSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  method: z.string().check(z.maxLength(40)),
  params: z.unknown(),
  caller: z.optional(callerSchema),
});

/** JSON-RPC 2.0 §5.1. `hint` is the sentence for the user in the bridge's language. */
const errorSchema = z.strictObject({
  code: z.int(),
  message: z.string(),
  data: z.strictObject({
    reason: z.enum(REASONS),
    hint: z.string(),
    retriesLeft: z.optional(z.int().check(z.nonnegative())),
  }),
});

export const responseSchema = z.union([
  z.strictObject({ jsonrpc: z.literal('2.0'), id: z.int(), result: z.unknown() }),
  z.strictObject({ jsonrpc: z.literal('2.0'), id: z.nullable(z.int()), error: errorSchema }),
]);
export type Response = z.infer<typeof responseSchema>;

/** JSON-RPC 2.0 §5.1 codes; every failure of ours is `application`, told apart by its reason. */
export const RPC_CODES = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  internal: -32603,
  application: -32000,
} as const;

/** The largest frame either side accepts, in bytes of UTF-8. Each method's own limit is lower. */
export const MAX_FRAME_BYTES = 1_048_576;
