import * as z from 'zod/mini';
import { tabRebind as method } from '../../shared/protocol/tab-rebind.js';
import { TAB_REBIND } from './names.js';
import { outcome } from './outcome.js';

/** The user's click on 改用这张证书. */
export const tabRebind = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(TAB_REBIND), ...method.params.shape }),
  response: outcome,
} as const;
