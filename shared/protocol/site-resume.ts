import * as z from 'zod/mini';
import { tabOfSite } from './tab-state.js';

/** Ends the pause of a site. */
export const siteResume = {
  method: 'site.resume',
  maxBytes: 600,
  caller: 'none',
  params: z.strictObject({ origin: tabOfSite.origin }),
  result: z.strictObject({}),
} as const;
