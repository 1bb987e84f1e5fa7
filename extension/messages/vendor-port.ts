import * as z from 'zod/mini';
import { pageClaimsSchema } from '../../shared/protocol/page-claims.js';

const randomId = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/**
 * One port per page socket. The port's life is the socket's: it ends when the page closes the socket
 * or goes away. After the death of the service worker the relay opens it again and repeats
 * `open` and what was not answered, with the same ids.
 */
export const vendorPort = {
  sender: 'site',
  request: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('open'),
      socket: randomId,
      service: z.enum(['certificate', 'seal']),
      /** location.ancestorOrigins, innermost first. */
      ancestors: z.array(z.string().check(z.maxLength(300))).check(z.maxLength(20)),
    }),
    /** One text frame of the page. The next one is sent when this one is answered. */
    z.strictObject({
      type: z.literal('text'),
      key: randomId,
      frame: z.string(),
      /** When the relay posted it, milliseconds since the epoch: for the log of messages alone, and as true as its page. */
      postedAt: z.optional(z.number()),
      /** With a frame that asks for a signature: the page as it was when it sent it. */
      page: z.optional(pageClaimsSchema),
    }),
  ]),
} as const;
export type VendorPortRequest = z.infer<typeof vendorPort.request>;

/** From the background, which the relay trusts. */
export type VendorPortReply =
  /** `gone` is how the relay answers by itself once the extension was updated or removed. */
  | { readonly type: 'opened'; readonly gone: { readonly ret: number; readonly msg: string } }
  | { readonly type: 'refused' }
  /** `frame` is null where the page gets no answer. */
  | { readonly type: 'answer'; readonly key: string; readonly frame: string | null };
