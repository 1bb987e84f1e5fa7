import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PKCS11 } from 'pkcs11js';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import { checkModuleFile } from './module-file.js';

/** What the loaders of Linux and Windows say to a library without the one function that makes it a module. */
const NO_FUNCTION_LIST = /C_GetFunctionList|Win32 error 127$/;

export interface LoadedModule {
  readonly module: PKCS11;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
}

/**
 * Loads a module without initialising it. Fails with `module.missing`, `module.notPkcs11`, `module.wrongBitness`
 * or, where a part that the module needs is missing, `driver.unavailable`.
 */
export function loadModule(path: string): Result<LoadedModule> {
  const file = checkModuleFile(path, process.arch);
  if (!file.ok) return file;
  try {
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    const module = new PKCS11();
    module.load(path);
    return success({ module, sha256 });
  } catch (error) {
    const other = error instanceof Error && NO_FUNCTION_LIST.test(error.message);
    return failure(other ? 'module.notPkcs11' : 'driver.unavailable');
  }
}
