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
    file: module,
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

/**
 * What modules find their settings by: a file, a folder or a socket. Not passed are those that name a library to load
 * (TPM2_PKCS11_TCTI) or lead to a desktop session (DBUS_…, XDG_…).
 */
const MODULE_VARIABLES = ['SOFTHSM2_CONF', 'OPENSC_CONF', 'P11_KIT_SERVER_ADDRESS', 'TPM2_PKCS11_STORE'];

/** MODULE_VARIABLES as this process has them. */
export function moduleEnvironment(): Record<string, string> {
  return Object.fromEntries(
    MODULE_VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
