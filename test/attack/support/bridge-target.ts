import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoIdentity } from '../../../bridge/demo/identity.js';
import { EXTENSION_ID } from '../../../shared/protocol/extension-id.js';
import { BridgeProcess } from '../../e2e/bridge-process.js';
import { freePorts } from '../../e2e/free-ports.js';
import { type OpenWindow, type ScriptedWindows, startScriptedWindows } from '../../prompts/scripted-windows.js';
import type { ClientIdentity } from '../../support/proven-client.js';
import type { Build } from './build.js';
import { Client } from './client.js';

export const PASSWORD = `Token-${randomBytes(8).toString('hex')}`;
export const COMPANY = '衡水金保科技有限公司';

export interface TargetOptions {
  /** The owners of the demo certificates, one by default. */
  readonly companies?: readonly string[];
  /** Settings of the machine over the target's own. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Lays out what is there before the bridge starts; may add settings. */
  readonly prepare?: (folder: string) => Promise<Readonly<Record<string, unknown>>>;
  /** More variables of the bridge's environment. */
  readonly env?: (folder: string) => Readonly<Record<string, string>>;
  /** What a shell does before it becomes the bridge. */
  readonly shell?: string;
}

/** Made once for the same companies: keys take longer than an attack. */
const demoFiles = new Map<string, Promise<ReadonlyMap<string, Buffer>>>();

/** The built bridge as a process of its own, with a token, windows that a script answers, and a paired client. */
export class BridgeTarget {
  private readonly clients: Client[] = [];

  private constructor(
    /** Holds everything that the bridge writes. */
    readonly folder: string,
    readonly bridge: BridgeProcess,
    readonly windows: ScriptedWindows,
    readonly identity: ClientIdentity,
  ) {}

  get home(): string {
    return join(this.folder, 'home');
  }

  get port(): number {
    return this.bridge.port;
  }

  /** The bridge's log so far. */
  log(): string {
    return readFileSync(join(this.folder, 'bridge.log'), 'utf8');
  }

  /** A new connection of the paired extension. */
  async connect(): Promise<Client> {
    const client = await Client.connect(this.port, this.identity);
    this.clients.push(client);
    return client;
  }

  /** From now on a user answers the windows: agrees to whatever is asked, with the right password. */
  userAgrees(): void {
    this.windows.answerAll((open) => agree(open));
  }

  userRefuses(): void {
    this.windows.answerAll((open) => open.cancel());
  }

  /** Windows so far that could have led to a signature. */
  get asked(): number {
    return this.windows.shown.filter(({ kind }) => kind === 'password' || kind === 'confirm').length;
  }

  /** Runs a body on a bridge of its own, which is not started yet; whatever happens, nothing is left. */
  static async prepared(
    build: Build,
    options: TargetOptions,
    body: (target: BridgeTarget) => Promise<void>,
  ): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'attack-'));
    const windows = await startScriptedWindows(join(folder, 'windows'));
    let target: BridgeTarget | null = null;
    try {
      target = await BridgeTarget.lay(folder, windows, build, options);
      await body(target);
    } finally {
      for (const client of target?.clients ?? []) await client.end();
      await target?.bridge.stop();
      await windows.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  }

  private static async lay(
    folder: string,
    windows: ScriptedWindows,
    build: Build,
    { companies = [COMPANY], settings, prepare, env, shell }: TargetOptions,
  ): Promise<BridgeTarget> {
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o700 });
    await layDemo(join(home, 'demo'), companies);
    const secret = randomBytes(32);
    const secretFile = join(folder, 'pairing.secret');
    writeFileSync(secretFile, secret.toString('base64url'), { mode: 0o600 });
    const identity = { extension: EXTENSION_ID, bridge: 'attacked', secret };
    const config = {
      schemaVersion: 1,
      demo: true,
      home,
      'server.ports': await freePorts(2),
      'server.pairings': [{ id: 'paired', bridge: identity.bridge, secretFile }],
      'tokens.findModules': false,
      'programs.pinentry': windows.pinentry,
      'programs.zenity': windows.zenity,
      ...(await prepare?.(folder)),
      ...settings,
    };
    const configFile = join(folder, 'config.json');
    writeFileSync(configFile, JSON.stringify(config));
    const command = [process.execPath, join(await build.bridge(), 'main.js'), '--config', configFile] as const;
    const program =
      shell === undefined ? command : (['/bin/sh', '-c', `${shell}; exec "$0" "$@"`, ...command] as const);
    // Scripted windows need no screen, but the bridge rightly refuses to open one without.
    const bridge = new BridgeProcess(program, join(folder, 'bridge.log'), {
      ...process.env,
      DISPLAY: process.env.DISPLAY ?? ':0',
      ...env?.(folder),
    });
    return new BridgeTarget(folder, bridge, windows, identity);
  }
}

/** An attack on a bridge that runs. */
export function onBridge(
  body: (target: BridgeTarget) => Promise<void>,
  options: TargetOptions = {},
): (build: Build) => Promise<void> {
  return (build) =>
    BridgeTarget.prepared(build, options, async (target) => {
      await target.bridge.start();
      await body(target);
    });
}

/** Answers a window as a user who agrees to everything. */
export function agree(open: OpenWindow, password = PASSWORD): void {
  if (open.window.kind === 'password') open.password(password);
  else if (open.window.kind === 'choose') open.choose(0);
  else open.accept();
}

/** The same, and wants no more questions where that is offered. */
export function rememberIfOffered(open: OpenWindow): void {
  if (open.window.remember === undefined) agree(open);
  else open.remember();
}

async function layDemo(folder: string, companies: readonly string[]): Promise<void> {
  const all = JSON.stringify(companies);
  const made = demoFiles.get(all) ?? makeDemo(companies);
  demoFiles.set(all, made);
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, content] of await made) writeFileSync(join(folder, name), content, { mode: 0o600 });
}

async function makeDemo(companies: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'attack-demo-'));
  try {
    for (const [index, company] of companies.entries()) {
      // The first takes the place of the one that the bridge would make.
      const name = index === 0 ? 'demo' : `demo-${index + 1}`;
      await createDemoIdentity(folder, { company, name, uniqueId: `1@attack-${index}`, password: PASSWORD });
    }
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
