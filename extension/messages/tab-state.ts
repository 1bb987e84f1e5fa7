import * as z from 'zod/mini';
import { tabState as method } from '../../shared/protocol/tab-state.js';
import { TAB_STATE } from './names.js';
import { failed } from './outcome.js';

/** What holds for the tab in front beyond one signature. */
export const tabState = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(TAB_STATE), ...method.params.shape }),
  response: z.union([z.strictObject({ ok: z.literal(true), value: method.result }), failed]),
} as const;
export type TabStateTold = z.infer<typeof tabState.response>;
