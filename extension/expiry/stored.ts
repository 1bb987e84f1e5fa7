import * as z from 'zod/mini';

const seenSchema = z.strictObject({
  /** SHA-256 of the certificate, as the bridge names it. */
  id: z.string().check(z.maxLength(80)),
  /** The token that holds it: one that was renewed there takes its place. */
  token: z.string().check(z.maxLength(80)),
  /** ISO 8601, UTC. */
  end: z.string().check(z.maxLength(40)),
  /** The reminders that were given, by their days. */
  told: z.array(z.number()),
});
export type SeenCertificate = z.infer<typeof seenSchema>;

/** What chrome.storage.local holds under `expiry`: nothing that names anybody. */
const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  on: z.boolean(),
  certificates: z.array(seenSchema),
});
export type Expiry = Omit<z.infer<typeof storedSchema>, 'schemaVersion'>;

export type ExpiryStorage = Pick<chrome.storage.StorageArea, 'get' | 'set'>;

/** What is kept; nothing, and reminders off, where it cannot be read. */
export async function readExpiry(storage: ExpiryStorage): Promise<Expiry> {
  const { expiry } = await storage.get('expiry');
  const stored = storedSchema.safeParse(expiry);
  if (stored.success) return { on: stored.data.on, certificates: stored.data.certificates };
  if (expiry !== undefined) console.warn('the reminders cannot be read', stored.error);
  return { on: false, certificates: [] };
}

export async function writeExpiry(storage: ExpiryStorage, { on, certificates }: Expiry): Promise<void> {
  await storage.set({ expiry: { schemaVersion: 1, on, certificates } });
}
