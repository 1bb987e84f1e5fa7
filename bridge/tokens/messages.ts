import * as z from 'zod/mini';
import type { Reason } from '../../shared/protocol/reasons.js';

/** What the bridge and a driver process say to each other in json frames. */

const requestId = z.int().check(z.nonnegative(), z.maximum(0xffff_ffff));

export const requestSchema = z.strictObject({
  v: z.literal(1),
  id: requestId,
  op: z.string().check(z.maxLength(40)),
  /** Milliseconds that the bridge waits before it ends the process. */
  deadlineMs: z.int().check(z.positive()),
  /** Checked by the operation's own schema. */
  args: z.unknown(),
});
export type Request = z.infer<typeof requestSchema>;

/** The failures that a driver may report; the rest of the reasons is not its to say. */
const DRIVER_REASONS = [
  'certificate.noSigning',
  'certificate.notFound',
  'driver.crashed',
  'driver.unavailable',
  'token.busy',
  'module.missing',
  'module.notPkcs11',
  'module.wrongBitness',
  'password.incorrect',
  'password.locked',
  'password.mustChange',
  'password.refused',
  'prompt.cancelled',
  'internal',
] as const satisfies readonly Reason[];

const responseSchema = z.union([
  z.strictObject({ id: requestId, ok: z.literal(true), value: z.unknown() }),
  z.strictObject({
    id: requestId,
    ok: z.literal(false),
    reason: z.enum(DRIVER_REASONS),
    retriesLeft: z.optional(z.int().check(z.nonnegative())),
  }),
]);

/** The first message of a driver process. */
const helloSchema = z.strictObject({
  hello: z.strictObject({
    driver: z.string().check(z.maxLength(20)),
    /** `process.arch` of the process: a vendor's module must fit it. */
    arch: z.string().check(z.maxLength(20)),
  }),
});
export type Hello = z.infer<typeof helloSchema>;

/** Said without being asked. `token` is absent where the driver cannot tell which one. */
const eventSchema = z.strictObject({
  /** `heavy`: the process has grown beyond what it needs, and should be replaced as soon as it holds no login. */
  event: z.enum(['added', 'removed', 'unresponsive', 'heavy']),
  token: z.optional(z.string().check(z.maxLength(80))),
});
export type DriverEvent = z.infer<typeof eventSchema>;

export const driverMessageSchema = z.union([helloSchema, responseSchema, eventSchema]);

/** A secret that holds two passwords: u16 length of the current one, big endian | the current one | the new one. */
export function packPasswords(current: Buffer, next: Buffer): Buffer {
  const packed = Buffer.alloc(2 + current.length + next.length);
  packed.writeUInt16BE(current.length);
  packed.set(current, 2);
  packed.set(next, 2 + current.length);
  return packed;
}

/** Both are parts of `packed`, and are wiped with it. Null where it holds no two passwords. */
export function unpackPasswords(packed: Buffer): { readonly current: Buffer; readonly next: Buffer } | null {
  if (packed.length < 2 || packed.length < 2 + packed.readUInt16BE()) return null;
  const border = 2 + packed.readUInt16BE();
  return { current: packed.subarray(2, border), next: packed.subarray(border) };
}
