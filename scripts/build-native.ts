/**
 * Compiles pkcs11js's native part where its index.js loads it from, and copies it to dist/bridge/native. node-gyp,
 * which its install script would run, fetches Node's headers from the network; node-api-headers brings them as a
 * package, and Node-API needs no others.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const pkcs11js = path.dirname(fileURLToPath(import.meta.resolve('pkcs11js')));
const nodeApi = path.dirname(fileURLToPath(import.meta.resolve('node-api-headers')));
const includes = [path.join(pkcs11js, 'includes'), path.join(nodeApi, 'include')];
const built = path.join(pkcs11js, 'build/Release/pkcs11.node');
const shim = path.join(import.meta.dirname, 'native/pkcs11js.h');
const shipped = path.join(import.meta.dirname, '../dist/bridge/native/pkcs11.node');

/** What binding.gyp lists: main.cpp includes the others. */
const SOURCES = ['dl', 'common', 'main'].map((name) => path.join(pkcs11js, `src/${name}.cpp`));
const FLAGS = [
  ...['-O2', '-std=c++17', '-fPIC', '-shared', '-s', '-w', '-pthread'],
  // The user's C++ library may be older than the one that is built with.
  ...['-static-libstdc++', '-static-libgcc'],
  ...['NODE_GYP_MODULE_NAME=pkcs11', 'BUILDING_NODE_EXTENSION', 'NAPI_DISABLE_CPP_EXCEPTIONS'].map(
    (name) => `-D${name}`,
  ),
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

/** Calls `make` with a name beside `file`, and renames what it made: a build that was cut off leaves nothing. */
async function replace(file: string, make: (file: string) => Promise<unknown>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  try {
    await make(unfinished);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

const folders = [path.join(pkcs11js, 'src'), ...includes];
const ingredients = [...folders.map(newest), ...[shim, import.meta.filename].map(changed)];
if ((await changed(built)) < Math.max(...(await Promise.all(ingredients)))) {
  const paths = ['-include', shim, ...folders.map((folder) => `-I${folder}`)];
  await replace(built, (file) => promisify(execFile)('g++', [...FLAGS, ...paths, '-o', file, ...SOURCES]));
}
if ((await changed(shipped)) < (await changed(built))) await replace(shipped, (file) => copyFile(built, file));
