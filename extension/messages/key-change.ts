import * as z from 'zod/mini';
import { NICKNAME_LENGTH } from '../keys/stored.js';
import { KEY_CHANGE } from './names.js';

const id = z.string().check(z.maxLength(80));

/** Gives a certificate that was seen a name, or forgets it. */
export const keyChange = {
  sender: 'own',
  request: z.discriminatedUnion('change', [
    z.strictObject({
      type: z.literal(KEY_CHANGE),
      change: z.literal('rename'),
      id,
      nickname: z.string().check(z.maxLength(NICKNAME_LENGTH)),
    }),
    z.strictObject({ type: z.literal(KEY_CHANGE), change: z.literal('forget'), id }),
  ]),
} as const;
