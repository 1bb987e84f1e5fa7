import type { Clock, Log } from '../../ports.js';
import type { SigningDriver } from '../driver.js';
import { createSupervisedDriver } from '../supervised-driver.js';
import { pollTokens } from './poll-tokens.js';

export interface Pkcs11DriverOptions {
  /** Absolute path of the vendor's library. */
  readonly module: string;
  /** The path of the bundle of pkcs11/driver.ts. */
  readonly script: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Variables that the module reads; it gets no others. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The tokens of one PKCS#11 module, in a process of their own. */
export function createPkcs11Driver({ module, script, log, clock, env = {} }: Pkcs11DriverOptions): SigningDriver {
  return createSupervisedDriver({
    name: 'pkcs11',
    demo: false,
    command: process.execPath,
    script,
    // It computes in native code: V8's compiler would only take memory, and pages that can be written and run.
    flags: ['--jitless', '--no-expose-wasm'],
    open: { module },
    env,
    watch: (changed, list) => pollTokens(list, clock, changed),
    log,
    clock,
  });
}

/** The variables of modules that find their settings by one, as this process has them. */
export function moduleEnvironment(): Record<string, string> {
  return Object.fromEntries(
    ['SOFTHSM2_CONF', 'OPENSC_CONF'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
