import * as z from 'zod/mini';
import { grantAsk as method } from '../../shared/protocol/grant-ask.js';
import { tabOfSite } from '../../shared/protocol/tab-state.js';
import { GRANT_ASK } from './names.js';
import { outcome } from './outcome.js';

/** The tab's document has no socket open, so nothing that could be allowed anything. */
const noSocket = z.strictObject({ ok: z.literal(false), reason: z.literal('socket.none') });

/**
 * The user's wish to allow the document that a tab shows the next signatures, answered when the bridge's window is. Which document
 * that is, the browser tells; it must be of the site that the popup names.
 */
export const grantAsk = {
  sender: 'own',
  request: z.strictObject({ type: z.literal(GRANT_ASK), ...tabOfSite, ...method.params.shape }),
  response: z.union([outcome, noSocket]),
} as const;
export type GrantAsked = z.infer<typeof grantAsk.response>;
