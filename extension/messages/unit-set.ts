import * as z from 'zod/mini';
import { MAX_NICKNAME } from '../workflow/stored.js';
import { UNIT_SET } from './names.js';

/** Sets what the clerk calls a unit and its 申报截止日, or forgets the unit and its months. */
export const unitSet = {
  sender: 'own',
  request: z.strictObject({
    type: z.literal(UNIT_SET),
    unit: z.string().check(z.maxLength(400)),
    wish: z.discriminatedUnion('wish', [
      z.strictObject({ wish: z.literal('nickname'), nickname: z.string().check(z.maxLength(MAX_NICKNAME)) }),
      z.strictObject({
        wish: z.literal('cutOff'),
        cutOff: z.nullable(z.int().check(z.minimum(1), z.maximum(31))),
      }),
      z.strictObject({ wish: z.literal('forget') }),
    ]),
  }),
} as const;
export type UnitWish = z.infer<typeof unitSet.request>['wish'];
