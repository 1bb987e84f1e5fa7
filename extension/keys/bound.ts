import * as z from 'zod/mini';

/** What chrome.storage.local keeps under `bound`: certificates that were seen to be bound to a portal, newest last. */
const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  bound: z.array(z.strictObject({ origin: z.string(), certificate: z.string() })),
});
export type BoundKey = Readonly<z.infer<typeof storedSchema>['bound'][number]>;

/** None where that cannot be read. */
export function readBound(value: unknown): readonly BoundKey[] {
  return storedSchema.safeParse(value).data?.bound ?? [];
}

export function storedBound(bound: readonly BoundKey[]): z.infer<typeof storedSchema> {
  return { schemaVersion: 1, bound: [...bound] };
}
