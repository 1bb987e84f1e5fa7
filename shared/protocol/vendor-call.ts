import * as z from 'zod/mini';
import { pageClaimsSchema } from './page-claims.js';

/** 128 random bits as lower-case hex. */
const randomId = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/** 8 MiB of data as base64, and what stands around it. */
const MAX_FRAME = 12_000_000;

/** One text frame that the page sent on its vendor socket, and the frame to answer it with. */
export const vendorCall = {
  method: 'vendor.call',
  maxBytes: 400_000,
  attached: { param: 'frame', maxBytes: MAX_FRAME },
  caller: 'required',
  params: z.strictObject({
    /** The page socket whose vendor state is used; scoped by the bridge to the caller's document. */
    socket: randomId,
    /** 17212 is the certificate service, 17213 and 17214 the seal service. */
    service: z.enum(['certificate', 'seal']),
    /** Idempotency key of this frame: asked again with it, the bridge answers the same and signs once. */
    key: randomId,
    frame: z.string().check(z.maxLength(MAX_FRAME)),
    /** With frames that ask for a signature. */
    page: z.optional(pageClaimsSchema),
  }),
  result: z.strictObject({
    /** Null where the vendor's helper stays silent too. */
    frame: z.nullable(z.string()),
  }),
} as const;

/** Notification from the extension: the page closed that socket, so its state and login end. */
export const vendorClosed = {
  method: 'vendor.closed',
  maxBytes: 1_000,
  caller: 'required',
  params: z.strictObject({ socket: randomId }),
} as const;
