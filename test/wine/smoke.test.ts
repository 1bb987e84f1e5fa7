import { randomBytes } from 'node:crypto';
import { copyFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../../package.json' with { type: 'json' };
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { CONSOLE_TEXT } from '../../shared/text/console.js';
import { BridgeProcess } from '../e2e/bridge-process.js';
import { freePorts } from '../e2e/free-ports.js';
import { dial, prove } from '../support/proven-client.js';
import { buildFakePkcs11 } from '../tokens/build-fake.js';
import { installBridge, installKoffi, startWine, type Wine, windowsPath } from './wine.js';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine.close());

test('the tests run in Node for Windows', async () => {
  const program = await installBridge(join(wine.folder, 'version'));
  expect(await wine.run(join(program, 'node.exe'), '-p', 'process.platform + process.version')).toContain('win32v20.');
  expect(await wine.run(join(program, 'node.exe'), windowsPath(join(program, 'main.js')), '--version')).toContain(
    version,
  );
});

test.each(['node.exe', '社保助手.exe'])('both native parts load into %s', async (name) => {
  const program = await installBridge(join(wine.folder, name));
  await installKoffi(program);
  const [exe, script] = [join(program, name), join(program, 'native-parts.cjs')];
  await rename(join(program, 'node.exe'), exe);
  await copyFile(join(import.meta.dirname, 'native-parts.cjs'), script);
  const { module } = await buildFakePkcs11(wine.folder, { slots: [] }, name, 'win32');
  const answers = JSON.parse(await wine.run(exe, windowsPath(script), windowsPath(module))) as unknown;
  expect(answers).toEqual({ folder: windowsPath(program), koffi: true, pkcs11: 'Fake PKCS#11 for tests' });
});

test('the bridge serves a proven client, is the only one that runs, and keeps its files below LOCALAPPDATA', async () => {
  const identity = { extension: EXTENSION_ID, bridge: 'bridge', secret: randomBytes(32) };
  const [secretFile, configFile] = [join(wine.folder, 'secret'), join(wine.folder, 'machine.json')];
  await writeFile(secretFile, identity.secret.toString('base64url'));
  const ports = await freePorts(1);
  const config = {
    schemaVersion: 1,
    demo: true,
    'server.ports': ports,
    'server.extensions': [EXTENSION_ID],
    'server.pairings': [{ id: 'smoke', bridge: identity.bridge, secretFile: windowsPath(secretFile) }],
  };
  await writeFile(configFile, JSON.stringify(config));
  const command = await wine.host.install(join(wine.folder, 'smoke'));
  const argument = ['--config', windowsPath(configFile)];
  const bridge = new BridgeProcess([...command, ...argument], join(wine.folder, 'bridge.log'), wine.env);
  await bridge.start();
  try {
    const [port = 0] = ports;
    const frames = await prove(await dial(port, EXTENSION_ID), port, identity);
    const list = await frames?.call('certificate.list', {});
    expect(list).toMatchObject({ result: { certificates: [{ owner: '衡水金保科技有限公司', demo: true }] } });
    frames?.socket.close();
    const [, ...second] = [...command, ...argument];
    await expect(wine.run(...(second as [string, ...string[]]))).rejects.toThrow(
      `ended with 4: ${CONSOLE_TEXT['zh-CN'].alreadyRunning}`,
    );
  } finally {
    await bridge.stop();
  }
  expect(await readdir(join(wine.localAppData, 'hengshui-ca/demo'))).toContain('demo.p12');
});
