import * as z from 'zod/mini';
import type { Certificate } from '../../shared/protocol/certificate-list.js';

export const NICKNAME_LENGTH = 40;
const MAX_KEYS = 500;

const keySchema = z.strictObject({
  /** Id of the certificate. */
  id: z.string(),
  owner: z.string(),
  /** The company's unified code, or what stands in for it. */
  code: z.string(),
  issuer: z.string(),
  /** ISO 8601, UTC. */
  notAfter: z.string(),
  demo: z.boolean(),
  /** What the user calls it; empty where it has no name of its own. */
  nickname: z.string().check(z.maxLength(NICKNAME_LENGTH)),
  /** Milliseconds since the epoch. */
  seenAt: z.number(),
  /** It was there when the bridge listed what is there last. */
  present: z.boolean(),
});
export type KnownKey = Readonly<z.infer<typeof keySchema>>;

/** What chrome.storage.local keeps under `keys`: every certificate that was ever seen, the one seen last first. */
const storedSchema = z.strictObject({ schemaVersion: z.literal(1), keys: z.array(keySchema) });

/** The certificates that are kept; none where that cannot be read. */
export function readKeys(value: unknown): readonly KnownKey[] {
  return storedSchema.safeParse(value).data?.keys ?? [];
}

export function storedKeys(keys: readonly KnownKey[]): z.infer<typeof storedSchema> {
  return { schemaVersion: 1, keys: [...keys] };
}

/** The keys after the bridge has listed what is there now. */
export function withSeen(
  known: readonly KnownKey[],
  certificates: readonly Certificate[],
  now: number,
): readonly KnownKey[] {
  const present = certificates.map((certificate) => {
    const { id, owner, issuer, notAfter, demo } = certificate;
    const code = codeOf(certificate);
    const nickname = known.find((one) => one.id === id)?.nickname ?? '';
    return { id, owner, code, issuer, notAfter, demo, nickname, seenAt: now, present: true };
  });
  const absent = known
    .filter(({ id }) => !present.some((one) => one.id === id))
    .map((one) => ({ ...one, present: false }));
  return [...present, ...absent].slice(0, MAX_KEYS);
}

/** The company's unified code, or what stands in for it. */
export function codeOf({ unifiedCode, uniqueId }: Certificate): string {
  return unifiedCode ?? uniqueId;
}
