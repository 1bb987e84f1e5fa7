import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../shared/protocol/environment-get.js';
import { failure } from '../shared/protocol/reasons.js';
import type { Config } from './config/keys.js';
import { fileSecretStore } from './config/secret-store.js';
import { type Diagnosis, type DiagnosisParts, diagnose } from './environment/diagnosis.js';
import { HELPER_PORT, readEnvironment } from './environment/environment.js';
import { unknownSoftware } from './environment/software.js';
import { isCertain } from './environment/strangers.js';
import { folderDisk } from './journal/disk.js';
import { Records, type RecordsParts } from './journal/records.js';
import type { Clock, Log, Prompts } from './ports.js';
import { listeningProcess } from './server/peer-process.js';
import { configuredDrivers } from './tokens/configured.js';
import { TokenRegistry } from './tokens/registry.js';

export interface LookedAt {
  readonly config: Config & { readonly home: string };
  /** Folder of the bundles that run as processes of their own. */
  readonly programs: string;
  readonly version: string;
  readonly prompts: Prompts;
  readonly clock: Clock;
  readonly log: Log;
}

/** Folder of the demo certificates. */
export function demoFolderOf(home: string): string {
  return join(home, 'demo');
}

/** The drivers by the settings; none has a process yet. */
export function driversOf({ config, programs, log, clock }: LookedAt): ReturnType<typeof configuredDrivers> {
  return configuredDrivers({
    demoFolder: config.demo ? demoFolderOf(config.home) : null,
    modules: config['tokens.modules'],
    findModules: config['tokens.findModules'],
    script: (name) => join(programs, name),
    log,
    clock,
  });
}

/** Where the record of signatures lies, and how long it is kept. */
export function recordsOf({ config, clock, log }: LookedAt): RecordsParts {
  return {
    disk: folderDisk(join(config.home, 'journal')),
    secrets: fileSecretStore(join(config.home, 'secrets')),
    clock,
    log,
    retentionMonths: config['journal.months'],
  };
}

/** `ownPort`: where this bridge listens; null where it does not. */
export function environmentOf(
  { config, clock }: LookedAt,
  registry: TokenRegistry,
  ownPort: number | null,
): Promise<Environment> {
  return readEnvironment({
    clock,
    ports: config['server.ports'],
    ownPort,
    helperPort: HELPER_PORT,
    drivers: registry.drivers(),
    listener: listeningProcess,
    software: unknownSoftware,
  });
}

/** What the bridge that runs tells of itself and its computer. */
export function diagnoseRunning(
  parts: LookedAt,
  registry: TokenRegistry,
  facts: Pick<DiagnosisParts, 'browsers' | 'journal'> & {
    readonly running: { readonly since: string; readonly port: number };
  },
): Promise<Diagnosis> {
  const environment = () => environmentOf(parts, registry, facts.running.port);
  return diagnose({ ...parts, ...facts, home: parts.config.home, tokens: registry, environment });
}

/** What can be seen without a bridge that answers. Starts the drivers for it, and ends them; writes nothing that stays. */
export async function lookAround(parts: LookedAt, running: 'no' | 'silent'): Promise<Diagnosis> {
  const drivers = driversOf(parts);
  const registry = new TokenRegistry(drivers);
  const records = new Records(recordsOf(parts));
  try {
    const diagnosis = await diagnose({
      ...parts,
      home: parts.config.home,
      running,
      browsers: null,
      tokens: registry,
      environment: () => environmentOf(parts, registry, null),
      journal: () => journalReport(parts.config.home, records),
    });
    const taken = diagnosis.environment.strangers.filter((one) => one.place === 'bridge' && isCertain(one)).length;
    const isBlocked = running === 'no' && taken === new Set(parts.config['server.ports']).size;
    return isBlocked ? { ...diagnosis, running: 'blocked' } : diagnosis;
  } finally {
    records.close();
    await Promise.all(drivers.map((driver) => driver.close()));
  }
}

/** Reading a record makes its key where there is none, which here would be a trace. */
function journalReport(home: string, records: Records): ReturnType<DiagnosisParts['journal']> {
  if (!existsSync(join(home, 'journal'))) return null;
  return existsSync(join(home, 'secrets', 'journal')) ? records.report() : failure('records.unwritable');
}
