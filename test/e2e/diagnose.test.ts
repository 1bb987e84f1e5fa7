import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Diagnosis } from '../../bridge/environment/diagnosis.js';
import { createSoftHsm, SOFTHSM_MODULE } from '../../bridge/tokens/testing/softhsm.js';
import { DIAGNOSIS_TEXT } from '../../shared/text/diagnosis.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { type ScriptedWindows, startScriptedWindows } from '../prompts/scripted-windows.js';
import { ownHost } from './bridge-host.js';
import { BridgeProcess } from './bridge-process.js';
import { freePorts } from './free-ports.js';

const HELPER_PORT = 17_212;
const PASSWORD = 'Soft-token-1';
const zh = DIAGNOSIS_TEXT['zh-CN'];
const reasons = REASON_TEXT['zh-CN'];

let folder: string;
let home: string;
let ports: number[];
let windows: ScriptedWindows;
let bridges: BridgeProcess[];
let strangers: ChildProcess[];
const undo: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), '张三 (财务)-'));
  home = join(folder, '衡水');
  ports = await freePorts(2);
  windows = await startScriptedWindows(join(folder, 'windows'));
  [bridges, strangers] = [[], []];
});
afterEach(async () => {
  for (const bridge of bridges) await bridge.stop('SIGKILL');
  for (const stranger of strangers) {
    const gone = once(stranger, 'exit');
    stranger.kill('SIGKILL');
    await gone;
  }
  await windows.close();
  for (const step of undo.splice(0)) await step();
  rmSync(folder, { recursive: true });
});

/** The bridge's program with settings of its own; not started yet. */
async function prepare(settings: object = {}, env: Readonly<Record<string, string>> = {}): Promise<BridgeProcess> {
  const config = {
    schemaVersion: 1,
    demo: true,
    home,
    'server.ports': ports,
    'tokens.findModules': false,
    'server.pairings': [{ id: 'test', bridge: 'b', secretFile: 'pairing.secret' }],
    ...(await ownHost.programs(windows)),
    ...settings,
  };
  writeFileSync(join(folder, 'pairing.secret'), Buffer.alloc(32, 7).toString('base64url'), { mode: 0o600 });
  writeFileSync(join(folder, 'machine.json'), JSON.stringify(config));
  const [program, ...args] = await ownHost.install(folder);
  const command = [program, ...args, '--config', join(folder, 'machine.json')] as const;
  const bridge = new BridgeProcess(command, join(folder, 'bridge.log'), { ...ownHost.env, DISPLAY: ':0', ...env });
  bridges.push(bridge);
  return bridge;
}

async function diagnose(bridge: BridgeProcess, ...words: readonly string[]) {
  const command = bridge.command('diagnose', ...words);
  const code = await command.ended;
  const said = command.said();
  return { code, said, last: said.trimEnd().split('\n').at(-1) ?? '' };
}

async function diagnosed(bridge: BridgeProcess): Promise<Diagnosis> {
  return JSON.parse((await diagnose(bridge, '--json')).said) as Diagnosis;
}

/** Another program that listens on a port of 127.0.0.1. */
async function occupy(port: number): Promise<void> {
  const program = `require('node:net').createServer().listen(${port}, '127.0.0.1', () => console.log('listening'))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  strangers.push(child);
  await once(child.stdout, 'data');
}

it('all is well with the demo certificate; stopped, that is what is to be mended', async () => {
  const bridge = await prepare();
  await bridge.start();
  const well = await diagnose(bridge);
  expect([well.code, well.last]).toEqual([0, zh.allWell]);
  expect(well.said).toContain(String(bridge.port));
  expect((await diagnose(bridge, '--language', 'en')).last).toBe(DIAGNOSIS_TEXT.en.allWell);
  await bridge.stop();
  const stopped = await diagnose(bridge);
  expect(stopped.code).toBe(1);
  expect(stopped.last).toContain('桌面程序没有运行');
});

it('before the first start it says so, and leaves nothing behind', async () => {
  const bridge = await prepare();
  expect((await diagnose(bridge)).last).toContain('桌面程序没有运行');
  expect(existsSync(home)).toBe(false);
  mkdirSync(home);
  expect((await diagnosed(bridge)).journal).toBe('none');
  expect(readdirSync(home)).toEqual([]);
});

it('a bridge that cannot start for other programs on all of its ports is said to', async () => {
  for (const port of ports) await occupy(port);
  const bridge = await prepare();
  const { code, last } = await diagnose(bridge);
  expect(code).toBe(1);
  expect(last).toContain('它的端口都被别的程序占用');
});

it('a bridge that hangs is said to', { timeout: 90_000 }, async () => {
  const bridge = await prepare();
  await bridge.start();
  process.kill(bridge.pid, 'SIGSTOP');
  const { code, last } = await diagnose(bridge);
  expect(code).toBe(1);
  expect(last).toContain('没有回应');
});

it('another program on the first port and on the helper’s is named, and the bridge listens on the next', async () => {
  await occupy(ports[0] ?? 0);
  await occupy(HELPER_PORT);
  const bridge = await prepare();
  await bridge.start();
  expect(bridge.port).toBe(ports[1]);
  const { running, environment } = await diagnosed(bridge);
  expect(running).toMatchObject({ port: ports[1] });
  const program = realpathSync(process.execPath);
  expect(environment.strangers).toEqual([
    { port: ports[0], place: 'bridge', program, answers: true },
    { port: HELPER_PORT, place: 'helper', program, answers: true },
  ]);
  expect(environment.helper.running).toBe('yes');
  const { said, code } = await diagnose(bridge);
  expect(said).toContain(`端口 ${ports[0]} 被别的程序占用：${program}`);
  expect(code).toBe(0);
});

it.each([
  ['module.missing', 'missing.so', null],
  ['module.notPkcs11', '文字.so', 'no library'],
] as const)('%s is said of the driver that has it', async (reason, name, content) => {
  const module = join(folder, name);
  if (content !== null) writeFileSync(module, content);
  const bridge = await prepare({ demo: false, 'tokens.modules': [module] });
  await bridge.start();
  expect((await diagnosed(bridge)).environment.drivers).toEqual([{ name: 'pkcs11', file: name, state: reason }]);
  const { code, last } = await diagnose(bridge);
  expect(code).toBe(1);
  expect(last).toContain(name);
  expect(last).toContain(reasons[reason].what);
});

it('a token that is pulled is missed, and found again', async () => {
  const hsm = await createSoftHsm();
  undo.push(hsm.close);
  const token = await hsm.addToken('衡水金保', PASSWORD);
  const bridge = await prepare({ demo: false, 'tokens.modules': [SOFTHSM_MODULE] }, hsm.env);
  await bridge.start();
  const well = await diagnose(bridge);
  expect([well.code, well.said.includes('衡水金保：1 张证书')]).toEqual([0, true]);
  await hsm.pull(token);
  const pulled = await diagnose(bridge);
  expect(pulled.code).toBe(1);
  expect(pulled.last).toContain(reasons['token.none'].what);
  await hsm.plug(token);
  expect((await diagnose(bridge)).code).toBe(0);
});

it.each([[['diagnose', '--language', 'fr']], [['pairings', '--json']], [['diagnose', 'x']]])(
  '%j is no command',
  async (words) => {
    const bridge = await prepare();
    expect(await bridge.command(...words).ended).toBe(2);
  },
);
