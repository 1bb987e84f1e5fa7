import * as z from 'zod/mini';
import { REASONS } from './reasons.js';

/** Whether something is there; `unknown` where nobody can say. */
const presence = z.enum(['yes', 'no', 'unknown']);
export type Presence = z.infer<typeof presence>;

export const environmentSchema = z.strictObject({
  system: z.strictObject({
    /** Node's name of it: `linux`, `win32`. */
    platform: z.string().check(z.maxLength(40)),
    /** As its maker calls it: `Windows 10 Pro`. */
    name: z.string().check(z.maxLength(200)),
    release: z.string().check(z.maxLength(80)),
    /** Of the system itself, which may be another than the bridge's. */
    arch: z.string().check(z.maxLength(20)),
  }),
  /** The bridge's own process. */
  program: z.strictObject({ arch: z.string().check(z.maxLength(20)), bits: z.union([z.literal(32), z.literal(64)]) }),
  drivers: z.array(
    z.strictObject({
      name: z.string().check(z.maxLength(20)),
      /** The library's file without its folder; null for a driver without one. */
      file: z.nullable(z.string().check(z.maxLength(200))),
      state: z.enum(['ok', ...REASONS]),
    }),
  ),
  /** 河北CA数字证书助手, the vendor's own. */
  helper: z.strictObject({ installed: presence, running: presence }),
  excel: presence,
  /** Other programs on one of the bridge's ports, or on the vendor helper's. */
  strangers: z.array(
    z.strictObject({
      port: z.int().check(z.minimum(1), z.maximum(65_535)),
      place: z.enum(['bridge', 'helper']),
      /** Path of the program; null where the system does not tell. */
      program: z.nullable(z.string().check(z.maxLength(200))),
      /** Whether it took a connection in time. Where it did not and no program is known, it may be that none is there. */
      answers: z.boolean(),
    }),
  ),
});
export type Environment = z.infer<typeof environmentSchema>;

/** What of this computer can stand in the way. Takes two seconds at most. */
export const environmentGet = {
  method: 'environment.get',
  maxBytes: 200,
  caller: 'none',
  params: z.strictObject({}),
  result: environmentSchema,
} as const;
