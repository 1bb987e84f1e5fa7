import * as z from 'zod/mini';

/** Longest name of a pairing, in UTF-16 units. */
export const MAX_PAIRING_NAME = 40;

/** A browser that is connected, as the bridge's user sees it. */
export const pairingSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** ISO 8601; null where the administrator set it up. */
  created: z.nullable(z.string()),
  /** Set up by the administrator: can be neither renamed nor revoked here. */
  fixed: z.boolean(),
  connected: z.boolean(),
});
export type ListedPairing = z.infer<typeof pairingSchema>;

/** The browsers that are connected with the bridge. Asked by our own pages only. */
export const pairingList = {
  method: 'pairing.list',
  maxBytes: 200,
  caller: 'none',
  params: z.strictObject({}),
  result: z.strictObject({
    /** `own` is the asker's. */
    pairings: z.array(z.extend(pairingSchema, { own: z.boolean() })),
  }),
} as const;
