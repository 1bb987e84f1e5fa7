import * as z from 'zod/mini';

/** What the popup shows about the bridge itself. */
export const status = {
  method: 'status',
  maxBytes: 200,
  caller: 'none',
  params: z.strictObject({}),
  result: z.strictObject({
    version: z.string(),
    /** True while the embedded demo certificate is served; shown wherever the certificate is. */
    demo: z.boolean(),
    /** Whether the password window's and the confirm window's programs can be started. */
    windows: z.strictObject({ password: z.boolean(), confirm: z.boolean() }),
  }),
} as const;
