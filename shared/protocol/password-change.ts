import * as z from 'zod/mini';

/** Changes a token's password: every password is typed in the bridge's windows. Asked by our own pages only. */
export const passwordChange = {
  method: 'password.change',
  maxBytes: 300,
  caller: 'none',
  params: z.strictObject({
    /** The `id` of the token. */
    token: z.string().check(z.maxLength(80)),
  }),
  result: z.strictObject({}),
} as const;
