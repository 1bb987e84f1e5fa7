import type { Clock, Log } from '../ports.js';
import type { SigningDriver } from './driver.js';
import { makersModules } from './pkcs11/makers-modules.js';
import { createPkcs11Driver, moduleEnvironment } from './pkcs11/pkcs11-driver.js';
import { createPkcs12Driver } from './pkcs12/pkcs12-driver.js';

export interface ConfiguredDrivers {
  /** Folder of the demo certificates; null where they are not served. */
  readonly demoFolder: string | null;
  /** Absolute paths of PKCS#11 libraries. */
  readonly modules: readonly string[];
  /** Whether the libraries of known makers are looked for, too. */
  readonly findModules: boolean;
  /** The path of the bundle of a driver's process, by its name. */
  readonly script: (name: string) => string;
  readonly log: Log;
  readonly clock: Clock;
}

/** The drivers that the settings ask for, and those that are found on this computer. Starts no process. */
export function configuredDrivers(options: ConfiguredDrivers): SigningDriver[] {
  const { demoFolder, log, clock } = options;
  const demo =
    demoFolder === null
      ? []
      : [createPkcs12Driver({ script: options.script('driver-pkcs12.js'), folder: demoFolder, log, clock })];
  const found = options.findModules ? makersModules(process.platform, process.arch) : [];
  const script = options.script('driver-pkcs11.js');
  const modules = [...new Set([...options.modules, ...found])].map((module) =>
    createPkcs11Driver({ module, script, env: moduleEnvironment(), log, clock }),
  );
  return [...demo, ...modules];
}
