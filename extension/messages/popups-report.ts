import * as z from 'zod/mini';
import type { ReasonText } from '../../shared/text/reasons.js';
import { POPUPS_REPORT } from './names.js';

/** A page's window was blocked, or closed right after it had shown a page: the page's word, passed on by our content script. */
export const popupsReport = {
  sender: 'site',
  request: z.strictObject({
    type: z.literal(POPUPS_REPORT),
    what: z.enum(['blocked', 'closed']),
    /** Serialised origin of the window's address; null where it has none. */
    to: z.nullable(z.string().check(z.maxLength(300))),
  }),
} as const;

/** From the background, which the content script trusts. */
export interface PopupsReported {
  /** What to show; null where the browser's setting is not what blocks. */
  readonly bar: (ReasonText & { readonly allow: string; readonly close: string }) | null;
}
