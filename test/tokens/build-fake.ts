/**
 * Builds the fake PKCS#11 module (fake-pkcs11/) with a script of its own: which tokens there are, what they hold, and
 * what goes wrong. The module reads the script anew at each call, so a rewrite inserts, pulls and swaps tokens.
 */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type FakeScript, scriptText } from './fake-script.js';

export interface FakePkcs11 {
  /** Absolute path of the module. */
  readonly module: string;
  /** Names of the PKCS#11 functions that were called, by all processes, in order. */
  calls(): Promise<string[]>;
  /** From the next call on, and for calls that wait, the module follows this script. */
  rewrite(script: FakeScript): Promise<void>;
}

/** Compiler, flags and file name's ending by the system that the module is for. */
const TARGETS = {
  linux: { compiler: 'gcc', flags: ['-fPIC', '-shared'], ending: '.so' },
  // The compiler's own libraries are not there at run time.
  win32: { compiler: 'x86_64-w64-mingw32-gcc', flags: ['-shared', '-static'], ending: '.dll' },
} as const;
type Target = keyof typeof TARGETS;

const SOURCES = path.join(import.meta.dirname, 'fake-pkcs11');
const INCLUDES = path.join(import.meta.dirname, '../../node_modules/pkcs11js/includes');

const compiled = new Map<Target, Promise<Buffer>>();

function binary(target: Target): Promise<Buffer> {
  const made = compiled.get(target) ?? compile(target);
  compiled.set(target, made);
  return made;
}

async function compile(target: Target): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fake-pkcs11-'));
  try {
    const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.c'));
    const { compiler, flags, ending } = TARGETS[target];
    const module = path.join(folder, `fake${ending}`);
    const common = ['-std=gnu11', '-O2', '-Wall', '-Werror', '-pthread', `-I${INCLUDES}`];
    await promisify(execFile)(compiler, [...common, ...flags, '-o', module, ...sources], { cwd: SOURCES });
    return await readFile(module);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Writes the module and its script into `folder`, where it also keeps the tokens' wrong tries and changed passwords.
 * Compiled once per process and system; a second module in one folder needs another `name`.
 */
export async function buildFakePkcs11(
  folder: string,
  script: FakeScript,
  name = 'fake',
  target: Target = 'linux',
): Promise<FakePkcs11> {
  const module = path.join(folder, `${name}${TARGETS[target].ending}`);
  const rewrite = async (next: FakeScript) => {
    await writeFile(`${module}.script.next`, scriptText(next));
    await rename(`${module}.script.next`, `${module}.script`);
  };
  await rewrite(script);
  await writeFile(`${module}.calls`, '');
  await writeFile(module, await binary(target));
  return {
    module,
    rewrite,
    calls: async () => (await readFile(`${module}.calls`, 'utf8')).split('\n').filter((line) => line !== ''),
  };
}
