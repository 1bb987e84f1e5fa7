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
  'module.missing',
  'module.notPkcs11',
  'module.wrongBitness',
  'password.incorrect',
  'password.locked',
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
    /** Lower-case hex, of the vendor's module, where the driver loads one. */
    moduleSha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  }),
});
export type Hello = z.infer<typeof helloSchema>;

/** Said without being asked. `token` is absent where the driver cannot tell which one. */
const eventSchema = z.strictObject({
  event: z.enum(['added', 'removed', 'unresponsive']),
  token: z.optional(z.string().check(z.maxLength(80))),
});
export type DriverEvent = z.infer<typeof eventSchema>;

export const driverMessageSchema = z.union([helloSchema, responseSchema, eventSchema]);
