import * as z from 'zod/mini';
import { certificateId, tabOfSite } from './tab-state.js';

/** Has a tab sign with another certificate from now on. */
export const tabRebind = {
  method: 'tab.rebind',
  maxBytes: 700,
  caller: 'none',
  params: z.strictObject({ ...tabOfSite, certificate: certificateId }),
  result: z.strictObject({}),
} as const;
