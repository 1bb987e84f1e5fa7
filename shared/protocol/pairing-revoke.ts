import * as z from 'zod/mini';

/** Ends a pairing for good, and at once whatever its browser has open. Asked by our own pages only. */
export const pairingRevoke = {
  method: 'pairing.revoke',
  maxBytes: 300,
  caller: 'none',
  params: z.strictObject({ id: z.string().check(z.maxLength(64)) }),
  result: z.strictObject({}),
} as const;
