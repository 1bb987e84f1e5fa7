import type { Environment } from '../../shared/protocol/environment-get.js';
import type { Reason } from '../../shared/protocol/reasons.js';
import type { Clock, Peer } from '../ports.js';
import { limited } from './limited.js';
import { isListening } from './listening.js';
import { ownProgram } from './program.js';
import type { Software } from './software.js';
import { programOn, type Stranger } from './strangers.js';
import { knownSystem, readSystem } from './system.js';

/** Where the vendor's helper listens. */
export const HELPER_PORT = 17_212;
/** How long each part may take, in milliseconds; all of them run side by side. */
const LIMIT_MS = 1_400;

/** A driver of tokens, and how it is, which may take it long to say. */
interface AskedDriver {
  readonly name: string;
  readonly file: string | null;
  state(): Promise<'ok' | Reason>;
}

export interface EnvironmentParts {
  readonly clock: Clock;
  /** The bridge's ports by the configuration. */
  readonly ports: readonly number[];
  /** The one of them that this very bridge listens on; null where it listens on none. */
  readonly ownPort: number | null;
  readonly helperPort: number;
  readonly drivers: readonly AskedDriver[];
  /** The process that listens on a port of 127.0.0.1. */
  readonly listener: (port: number) => Promise<Peer>;
  readonly software: Software;
}

/** Looks around on this computer. Never fails: what cannot be found out in time is said to be unknown. */
export async function readEnvironment(parts: EnvironmentParts): Promise<Environment> {
  const { clock, software } = parts;
  const within = <T>(task: () => Promise<T>, otherwise: T): Promise<T> => limited(clock, LIMIT_MS, task, otherwise);
  const others = parts.ports.filter((port) => port !== parts.ownPort);
  const [system, drivers, installed, excel, running, strangers] = await Promise.all([
    within(readSystem, knownSystem()),
    Promise.all(
      parts.drivers.map(async (driver) => ({
        name: driver.name,
        file: driver.file,
        state: await within<'ok' | Reason>(() => driver.state(), 'driver.timeout'),
      })),
    ),
    within(() => software.helper(), 'unknown'),
    within(() => software.excel(), 'unknown'),
    isListening(parts.helperPort, clock),
    Promise.all([
      ...[...new Set(others)].map((port) => strangerAt(port, 'bridge', parts)),
      strangerAt(parts.helperPort, 'helper', parts),
    ]),
  ]);
  return {
    system,
    program: ownProgram(),
    drivers,
    helper: { installed, running },
    excel,
    strangers: strangers.filter((one) => one !== null),
  };
}

async function strangerAt(
  port: number,
  place: Stranger['place'],
  { clock, listener }: EnvironmentParts,
): Promise<Stranger | null> {
  const listens = await isListening(port, clock);
  if (listens === 'no') return null;
  const program = await limited(clock, LIMIT_MS, () => programOn(port, listener), null);
  return { port, place, program, answers: listens === 'yes' };
}
