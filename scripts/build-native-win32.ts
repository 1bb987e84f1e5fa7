/** Cross-compiles pkcs11js's native part for 64-bit Windows, by mingw, to test/wine/dist/native. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { COMPILE, NODE_API, outdated, replace } from './lib/native-part.js';

const run = promisify(execFile);
const built = path.join(import.meta.dirname, '../test/wine/dist/native/pkcs11.node');
const hook = path.join(import.meta.dirname, 'native/delay-load-hook.cc');

async function compile(file: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'native-win32-'));
  try {
    const libraries = ['node_api', 'js_native_api'].map((name) => ({
      definition: path.join(NODE_API, `def/${name}.def`),
      library: path.join(folder, `lib${name}.a`),
    }));
    for (const { definition, library } of libraries) {
      await run('x86_64-w64-mingw32-dlltool', ['-d', definition, '--output-delaylib', library]);
    }
    const imports = libraries.map(({ library }) => library);
    await run('x86_64-w64-mingw32-g++', ['-static', ...COMPILE, hook, ...imports, '-o', file]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (await outdated(built, import.meta.filename, hook)) await replace(built, compile);
