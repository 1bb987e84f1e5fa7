import { join } from 'node:path';
import * as z from 'zod/mini';
import { pairingSchema } from '../../shared/protocol/pairing-list.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { diagnosisSchema } from '../environment/diagnosis.js';

/** One JSON object a line, over a socket in the home folder. The command line asks once and reads until the end. */
export const controlRequest = z.discriminatedUnion('do', [
  /** Opens the two minutes in which a browser can be connected; closing the socket ends them. */
  z.strictObject({ do: z.literal('pair') }),
  z.strictObject({ do: z.literal('list') }),
  z.strictObject({ do: z.literal('diagnose') }),
  z.strictObject({ do: z.literal('rename'), id: z.string(), name: z.string() }),
  z.strictObject({ do: z.literal('revoke'), id: z.string() }),
]);
export type ControlRequest = z.infer<typeof controlRequest>;

export const controlReply = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('opened') }),
  /** A program asks to be connected; the window for its digits is open. */
  z.strictObject({ say: z.literal('asked'), program: z.string() }),
  z.strictObject({ say: z.literal('paired'), name: z.string() }),
  z.strictObject({ say: z.literal('pairings'), pairings: z.array(pairingSchema) }),
  z.strictObject({ say: z.literal('diagnosis'), diagnosis: diagnosisSchema }),
  z.strictObject({ say: z.literal('done') }),
  z.strictObject({ say: z.literal('failed'), reason: z.enum(REASONS) }),
]);
export type ControlReply = z.infer<typeof controlReply>;

/** The folder that keeps others from the socket, and the socket's name in it. */
export function controlFolder(home: string): string {
  return join(home, 'control');
}
export const CONTROL_SOCKET = 'bridge.sock';
