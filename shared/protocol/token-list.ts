import * as z from 'zod/mini';

export const tokenSchema = z.strictObject({
  /** Stays the same across restarts and ports: a hash, never a slot number. */
  id: z.string().check(z.maxLength(80)),
  label: z.string().check(z.maxLength(200)),
  driver: z.string().check(z.maxLength(20)),
  demo: z.boolean(),
  state: z.enum(['present', 'unresponsive']),
  /** Something that the user should know although the token works. */
  notice: z.optional(z.enum(['token.twoDrivers'])),
  /** Whether the last password that was typed and taken was the initial one, 123456; absent where that is not known. */
  initialPassword: z.optional(z.boolean()),
  /** When it took a password last and has refused none since, milliseconds since the epoch; absent where not known. */
  passwordAcceptedAt: z.optional(z.int().check(z.nonnegative())),
  /** When its password was made another than the initial one and it has refused none since, milliseconds since the epoch; absent where not known. */
  passwordChangedAt: z.optional(z.int().check(z.nonnegative())),
  /** Wrong tries that are left: no word of it · not many · one · none, the token is locked. */
  tries: z.enum(['unknown', 'few', 'last', 'locked']),
  /** The same as a number, where the token counts aloud. */
  retriesLeft: z.optional(z.int().check(z.nonnegative())),
  /** Its password is typed on its own keys. */
  onToken: z.boolean(),
});
export type Token = z.infer<typeof tokenSchema>;

export const tokenList = {
  method: 'token.list',
  maxBytes: 200,
  caller: 'none',
  params: z.strictObject({}),
  result: z.strictObject({ tokens: z.array(tokenSchema) }),
} as const;
