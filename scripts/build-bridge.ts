/**
 * Bundles the bridge for Node 18.18 into dist/bridge: main.js, and beside it one file for
 * each process that main.js starts. Any warning of the bundler fails the build.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const outdir = path.join(root, 'dist/bridge');

/** pkcs11js asks for its native part where it was built; in the product it lies beside the bundles. */
const nativePart: Plugin = {
  name: 'native-part',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/pkcs11\.node$/ }, () => ({ path: './native/pkcs11.node', external: true }));
  },
};

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
const { warnings } = await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'bridge/main.ts', out: 'main' },
    { in: 'bridge/demo/make.ts', out: 'make-demo' },
    { in: 'bridge/tokens/pkcs12/driver.ts', out: 'driver-pkcs12' },
    { in: 'bridge/tokens/pkcs11/driver.ts', out: 'driver-pkcs11' },
  ],
  outdir,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18.18',
  plugins: [nativePart],
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  // Optional native parts of ws: it falls back to JavaScript where they are missing.
  external: ['bufferutil', 'utf-8-validate'],
  legalComments: 'external',
  logLevel: 'warning',
});
await writeFile(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
if (warnings.length > 0) process.exitCode = 1;
