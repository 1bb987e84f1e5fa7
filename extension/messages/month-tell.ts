import * as z from 'zod/mini';
import { TICKED_STEPS } from '../workflow/flows.js';
import { MONTH_TELL } from './names.js';

/** Notes what the clerk alone knows of a unit's month. */
export const monthTell = {
  sender: 'own',
  request: z.strictObject({
    type: z.literal(MONTH_TELL),
    unit: z.string().check(z.maxLength(400)),
    /** `yyyyMM` */
    period: z.string().check(z.regex(/^20\d{4}$/)),
    wish: z.discriminatedUnion('wish', [
      z.strictObject({ wish: z.literal('tick'), step: z.enum(TICKED_STEPS), on: z.boolean() }),
      z.strictObject({ wish: z.literal('noChanges'), on: z.boolean() }),
      z.strictObject({ wish: z.literal('asksBackPay'), on: z.boolean() }),
    ]),
  }),
} as const;
export type MonthWish = z.infer<typeof monthTell.request>['wish'];
