/**
 * Bundles the bridge into dist/bridge: main.js, and beside it one file for each process that
 * main.js starts. Any warning of the bundler fails the build.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BRIDGE_PROGRAMS, bundleBridge } from './lib/bundle-bridge.js';

const outdir = path.join(import.meta.dirname, '../dist/bridge');

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
const warnings = await bundleBridge(BRIDGE_PROGRAMS, outdir);
await writeFile(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
if (warnings > 0) process.exitCode = 1;
