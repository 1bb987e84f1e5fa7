import * as z from 'zod/mini';
import { REASONS } from './reasons.js';

const known = z.enum(['yes', 'no', 'unknown']);
export const environmentSchema = z.strictObject({
  system: z.strictObject({ platform: z.string(), name: z.string(), release: z.string(), arch: z.string() }),
  program: z.strictObject({ arch: z.string(), bits: z.union([z.literal(32), z.literal(64)]) }),
  drivers: z.array(
    z.strictObject({ name: z.string(), file: z.nullable(z.string()), state: z.enum(['ok', ...REASONS]) }),
  ),
  helper: z.strictObject({ installed: known, running: known }),
  excel: known,
  strangers: z.array(
    z.strictObject({ port: z.int(), place: z.enum(['bridge', 'helper']), program: z.nullable(z.string()) }),
  ),
});
export type EnvironmentFacts = z.infer<typeof environmentSchema>;
export const environmentGet = {
  method: 'environment.get',
  maxBytes: 200,
  caller: 'none',
  params: z.strictObject({}),
  result: environmentSchema,
} as const;
