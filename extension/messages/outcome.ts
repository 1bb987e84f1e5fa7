import * as z from 'zod/mini';
import { REASONS } from '../../shared/protocol/reasons.js';

export const failed = z.strictObject({ ok: z.literal(false), reason: z.enum(REASONS) });

/** What came of something that has no value to tell. */
export const outcome = z.union([z.strictObject({ ok: z.literal(true) }), failed]);
export type Outcome = z.infer<typeof outcome>;
