import * as z from 'zod/mini';
import { isSiteOrigin } from '../origin.js';
import { SITE_CHANGE } from './names.js';

/**
 * The user's wish about one origin, answered when it is done. `enable` is sent when the user clicks, before the browser
 * asks, and again where the popup lives to see its answer.
 */
export const siteChange = {
  sender: 'own',
  request: z.strictObject({
    type: z.literal(SITE_CHANGE),
    change: z.enum(['enable', 'remove', 'reload']),
    origin: z.string().check(z.maxLength(300), z.refine(isSiteOrigin)),
  }),
} as const;
export type SiteChange = z.infer<typeof siteChange.request>['change'];
