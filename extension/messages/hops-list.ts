import * as z from 'zod/mini';
import { REASONS } from '../../shared/protocol/reasons.js';
import { HOPS_LIST } from './names.js';

/** One part of a message's way and back. What was said is no part of it. */
export const hopSchema = z.strictObject({
  /** When it set out, milliseconds since the epoch. */
  at: z.number(),
  /** Milliseconds until the answer. */
  took: z.number(),
  /** `page`: from the relay's frame to our answer to it. `bridge`: from a request to the bridge to its answer. */
  hop: z.enum(['page', 'bridge']),
  /** The vendor's function or the bridge's method. */
  name: z.string().check(z.maxLength(64)),
  /** Characters of the request and of the answer. */
  sent: z.number(),
  received: z.number(),
  /** `ok`: it was answered, with whatever `ret`. */
  outcome: z.enum(['ok', ...REASONS]),
  /** The number that a vendor's answer ends in, 0 for done; absent where there is none. */
  ret: z.optional(z.int()),
  /** Milliseconds from the relay in the page to the service worker, as the page's clock has it; absent where not told. */
  reached: z.optional(z.int().check(z.nonnegative())),
  /** As the browser names them; null where no page asks. */
  tab: z.nullable(z.number()),
  frame: z.nullable(z.number()),
  origin: z.nullable(z.string()),
});
export type Hop = z.infer<typeof hopSchema>;

/** The hops that the log holds, oldest first. */
export const hopsList = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(HOPS_LIST) }),
  response: z.array(hopSchema),
} as const;
