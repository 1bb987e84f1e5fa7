import * as z from 'zod/mini';
import { MAX_PAIRING_NAME } from './pairing-list.js';

/** Gives a pairing another name. Asked by our own pages only. */
export const pairingRename = {
  method: 'pairing.rename',
  maxBytes: 600,
  caller: 'none',
  params: z.strictObject({
    id: z.string().check(z.maxLength(64)),
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_PAIRING_NAME)),
  }),
  result: z.strictObject({}),
} as const;
