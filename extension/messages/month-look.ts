import * as z from 'zod/mini';
import { observationSchema } from '../workflow/observation.js';
import type { MonthShown } from '../workflow/shown.js';
import { MONTH_LOOK } from './names.js';

/** What a page of the portal shows of the month's work: the page's word, read by our content script. */
export const monthLook = {
  sender: 'site',
  request: z.strictObject({ type: z.literal(MONTH_LOOK), look: observationSchema }),
} as const;

/** From the background, which the content script trusts: the panel's content. */
export interface MonthLooked {
  readonly company: string;
  readonly month: MonthShown;
  readonly words: { readonly fold: string; readonly unfold: string; readonly failures: string };
}
