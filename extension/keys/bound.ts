import * as z from 'zod/mini';

const boundSchema = z.strictObject({
  origin: z.string(),
  certificate: z.string(),
  /** It was not seen to log in: the portal's page alone says that it is bound. */
  loggedIn: z.optional(z.literal(false)),
});

/** What chrome.storage.local keeps under `bound`: certificates that were seen to be bound to a portal, newest last. */
const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  bound: z.array(boundSchema),
});
export type BoundKey = Readonly<z.infer<typeof storedSchema>['bound'][number]>;

/** None where that cannot be read. */
export function readBound(value: unknown): readonly BoundKey[] {
  return storedSchema.safeParse(value).data?.bound ?? [];
}

export function storedBound(bound: readonly BoundKey[]): z.infer<typeof storedSchema> {
  return { schemaVersion: 1, bound: [...bound] };
}
