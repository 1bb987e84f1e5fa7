/** What the builds of pkcs11js's native part share. */
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PKCS11JS = path.dirname(fileURLToPath(import.meta.resolve('pkcs11js')));
/** Node's headers as a package: node-gyp would fetch them from the network, and Node-API needs no others. */
export const NODE_API = path.dirname(fileURLToPath(import.meta.resolve('node-api-headers')));

const FOLDERS = [...['src', 'includes'].map((name) => path.join(PKCS11JS, name)), path.join(NODE_API, 'include')];
const SHIM = path.join(import.meta.dirname, '../native/pkcs11js.h');
const DEFINES = ['NODE_GYP_MODULE_NAME=pkcs11', 'BUILDING_NODE_EXTENSION', 'NAPI_DISABLE_CPP_EXCEPTIONS'];

/** Arguments for every compiler: what binding.gyp lists. */
export const COMPILE = [
  ...['-O2', '-std=c++17', '-shared', '-s', '-w'],
  ...DEFINES.map((name) => `-D${name}`),
  ...FOLDERS.map((folder) => `-I${folder}`),
  ...['-include', SHIM],
  ...['dl', 'common', 'main'].map((name) => path.join(PKCS11JS, `src/${name}.cpp`)),
];

/** Milliseconds, the later of change and status change: npm unpacks files with an old time. 0 if there is no file. */
async function changed(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found === null ? 0 : Math.max(found.mtimeMs, found.ctimeMs);
}

async function newest(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  return Math.max(...(await Promise.all(names.map((name) => changed(path.join(folder, name))))));
}

/** Whether `file` has to be made of the sources, or of other files, anew. */
export async function outdated(file: string, ...others: readonly string[]): Promise<boolean> {
  const files = [import.meta.filename, SHIM, ...others];
  const ingredients = await Promise.all([...FOLDERS.map(newest), ...files.map(changed)]);
  return (await changed(file)) < Math.max(...ingredients);
}

/** Calls `make` with a name beside `file`, and renames what it made: a build that was cut off leaves nothing. */
export async function replace(file: string, make: (file: string) => Promise<unknown>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  try {
    await make(unfinished);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}
