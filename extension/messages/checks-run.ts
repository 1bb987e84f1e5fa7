import * as z from 'zod/mini';
import { checkResultSchema } from '../checks/result.js';
import { CHECKS_RUN } from './names.js';

/** Runs the environment checks; what they find on the way is in chrome.storage.local, under `checks`, at once. */
export const checksRun = {
  sender: 'own',
  request: z.strictObject({
    type: z.literal(CHECKS_RUN),
    /** The tab in front and its origin; null where it is no website. */
    front: z.nullable(z.strictObject({ tab: z.int(), origin: z.string() })),
    /** Whether PDF opens in the browser, which only a page is told. */
    pdf: z.nullable(z.boolean()),
  }),
  response: z.strictObject({ results: z.array(checkResultSchema) }),
} as const;
export type ChecksRequest = Omit<z.infer<typeof checksRun.request>, 'type'>;
export type ChecksRun = z.infer<typeof checksRun.response>;
