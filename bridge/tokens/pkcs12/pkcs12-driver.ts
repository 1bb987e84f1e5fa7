import type { Clock, Log } from '../../ports.js';
import type { SigningDriver } from '../driver.js';
import { createSupervisedDriver } from '../supervised-driver.js';
import { watchFolder } from './watch-folder.js';

/**
 * The embedded demo certificates: every `.p12` of `folder` is a token.
 * `script` is the path of the bundle of pkcs12/driver.ts.
 */
export function createPkcs12Driver(options: {
  readonly script: string;
  readonly folder: string;
  readonly log: Log;
  readonly clock: Clock;
}): SigningDriver {
  const { script, folder, log, clock } = options;
  return createSupervisedDriver({
    name: 'pkcs12',
    demo: true,
    file: null,
    command: process.execPath,
    script,
    open: { folder },
    watch: (changed) => watchFolder(folder, clock, changed),
    log,
    clock,
  });
}
