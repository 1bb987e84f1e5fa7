/** Compiles pkcs11js's native part where its index.js loads it from, and copies it to dist/bridge/native. */
import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { COMPILE, outdated, PKCS11JS, replace } from './lib/native-part.js';

const built = path.join(PKCS11JS, 'build/Release/pkcs11.node');
const shipped = path.join(import.meta.dirname, '../dist/bridge/native/pkcs11.node');

// The user's C++ library may be older than the one that is built with.
const FLAGS = ['-fPIC', '-pthread', '-static-libstdc++', '-static-libgcc'];

if (await outdated(built, import.meta.filename)) {
  await replace(built, (file) => promisify(execFile)('g++', [...FLAGS, ...COMPILE, '-o', file]));
}
if (await outdated(shipped, built)) await replace(shipped, (file) => copyFile(built, file));
