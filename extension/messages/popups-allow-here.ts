import * as z from 'zod/mini';
import type { ReasonText } from '../../shared/text/reasons.js';
import { POPUPS_ALLOW_HERE } from './names.js';

/** The user's click in the bar on a page: as `popups.allow`, for the origin that the browser says the sender has. */
export const popupsAllowHere = {
  sender: 'site',
  request: z.strictObject({ type: z.literal(POPUPS_ALLOW_HERE) }),
} as const;

/** From the background, which the content script trusts: what to show. */
export interface PopupsAllowedHere {
  /** Where it was not allowed. */
  readonly refused: ReasonText | null;
  readonly again: ReasonText;
  readonly closedAtOnce: ReasonText;
}
