import * as z from 'zod/mini';
import { isSiteOrigin } from '../origin.js';
import { POPUPS_STATE } from './names.js';

/** Whether the browser lets a site open windows (pop-ups) by itself. */
export const popupsState = {
  sender: 'own',
  request: z.strictObject({
    type: z.literal(POPUPS_STATE),
    origin: z.string().check(z.maxLength(300), z.refine(isSiteOrigin)),
  }),
  response: z.strictObject({
    /** `unknown`: the browser does not tell. */
    setting: z.enum(['allow', 'block', 'unknown']),
    /** It is allowed by this extension, and no longer when the site is removed. */
    byUs: z.boolean(),
    /** When a window of the site was last blocked, since the browser's start; milliseconds since the epoch. */
    blockedAt: z.nullable(z.number()),
    /** When a window of the site was last closed right after it had shown a page; by whom is not known. */
    closedAt: z.nullable(z.number()),
  }),
} as const;
export type PopupFacts = z.infer<typeof popupsState.response>;
