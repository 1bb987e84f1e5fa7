import * as z from 'zod/mini';

/** The most signatures that one window can allow. */
export const MAX_GRANTED = 1_000;

/**
 * Opens a window that allows the calling document the next signatures with its tab's certificate. The caller is the
 * document that the browser names; the wish is one of our own pages'.
 */
export const grantAsk = {
  method: 'grant.ask',
  maxBytes: 1_000,
  caller: 'required',
  params: z.strictObject({ count: z.int().check(z.minimum(1), z.maximum(MAX_GRANTED)) }),
  result: z.strictObject({}),
} as const;
