/**
 * The whole product around any web page: the built bridge as a process, the built extension in the
 * system's Chromium with its guards on, and scripted answers to the bridge's windows.
 *
 *     const stack = await startStack({ origins: ['http://my.test:8080'] });
 *     const page = await stack.open('http://my.test:8080/');
 *     const window = await stack.windows.next();      // the page asked for a signature
 *     await window.password(stack.password);
 *     await stack.close();                            // throws if a password was written down anywhere
 *
 * Host names of the origins lead to 127.0.0.1, and their ports count as public addresses, so that
 * the browser treats the pages as it treats the real portal. Needs `npm run build`.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer';
import { createDemoIdentity } from '../../bridge/demo/identity.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { BRIDGE_PORTS } from '../../shared/protocol/ports.js';
import type { Language } from '../../shared/text/language.js';
import { type ScriptedWindows, startScriptedWindows } from '../prompts/scripted-windows.js';
import { type BridgeHost, ownHost } from './bridge-host.js';
import { BridgeProcess } from './bridge-process.js';
import { filesWith, holds } from './canary.js';
import { CHROMIUM } from './chromium.js';
import { ExtensionWorker, type WorkerFrame } from './extension-worker.js';
import { freePorts } from './free-ports.js';
import { killTree } from './kill-tree.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** A company certificate that the bridge serves in its demo mode. */
export interface StackIdentity {
  readonly company?: string;
  readonly uniqueId?: string;
  readonly validDays?: number;
  readonly now?: Date;
}

export interface StackOptions {
  /**
   * Origins for which the extension is enabled; or what starts their servers, given the PEM of
   * the CA that issued the token's certificates.
   */
  readonly origins?: readonly string[] | ((ca: string) => Promise<readonly string[]>);
  /** More origins of test servers that count as public addresses, without the extension being enabled. */
  readonly strangers?: readonly string[];
  /** Certificates on the token; one by default. */
  readonly identities?: readonly StackIdentity[];
  /**
   * False: Chromium without our extension. By default the build for tests, whose sites are preset, or enabled by `user`: then the
   * package asks for no host and knows no site, as the product. `product`: the product itself, on its own ports, not connected yet.
   */
  readonly extension?: false | 'preset' | 'user' | 'product';
  /** The screen (DISPLAY) of a browser that is not headless. */
  readonly display?: string;
  /** Policies of the machine for this browser alone (`setPolicies` changes them). Needs root and Debian's Chromium. */
  readonly policies?: object;
  /** False: the browser is not connected with the bridge yet, as after an installation. */
  readonly paired?: boolean;
  /** False: the bridge is not started yet (`stack.bridge.start()`). */
  readonly bridge?: boolean;
  /** Folder of another build of the extension for tests in the place of the built one. */
  readonly extensionFolder?: string;
  /** What the bridge runs on; by default the Node and the system of the tests. */
  readonly host?: BridgeHost;
  /** The user's own pinentry and zenity in place of the scripted ones, e.g. `real` for a demonstration. */
  readonly windows?: 'scripted' | 'real';
  /** The password of the token; by default a canary that `close` searches for. */
  readonly password?: string;
  readonly headless?: boolean;
  /** Chromium's own language on Linux, which the extension speaks; Chinese by default. */
  readonly language?: Language;
  /** A user of this name, in whose folders everything lies: bridge, settings, records, extension, profile. */
  readonly user?: string;
  /** Further variables of the bridge's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Further settings of the bridge, over the harness' own. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Stack {
  /** Holds everything the stack writes; removed by `close`. */
  readonly folder: string;
  /** The browser that runs now. */
  readonly browser: Browser;
  /** The unpacked extension's folder. */
  readonly extension: string;
  readonly bridge: BridgeProcess;
  readonly windows: ScriptedWindows;
  /** The password that opens the token. */
  readonly password: string;
  /** A password for pages to pass in their frames: it may be in the frame to the bridge and nowhere else. */
  readonly pagePassword: string;
  /** PEM of the CA that issued the certificates. */
  readonly ca: string;
  /** The bridge's log so far, one JSON object a line. */
  log(): string;
  /** Every frame between the extension and the bridge so far. */
  readonly frames: readonly WorkerFrame[];
  /** A new tab at an address. */
  open(url: string): Promise<Page>;
  /** The popup, as a tab. */
  popup(): Promise<Page>;
  /** The popup, opened over the tab in front as the toolbar's button does. */
  openPopup(): Promise<Page>;
  /** Ends the browser and starts it again with the same profile. */
  restartBrowser(): Promise<void>;
  /** Ends all processes of the browser by SIGKILL; `restartBrowser` starts it again. */
  killBrowser(): Promise<void>;
  /** Runs an expression in the service worker; resolves with the value of its promise. */
  inWorker(expression: string): Promise<unknown>;
  /** Sets the machine's policies for this browser, which reads them again by itself. */
  setPolicies(policies: object): void;
  /** Another browser with a profile of its own, and its extension. */
  anotherBrowser(): Promise<Browser>;
  /** Ends the service worker as the browser does when it is short of memory. */
  killWorker(): Promise<void>;
  /** Ends everything; asked again, it waits for the same end. */
  close(): Promise<void>;
}

/** Starts the stack. Whatever fails, nothing is left running. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), `${options.user ?? 'stack'}-`));
  const undo: (() => Promise<unknown> | unknown)[] = [
    () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  ];
  const unwind = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the stack did not end cleanly');
  };
  try {
    return await assemble(options, folder, undo, unwind);
  } catch (error) {
    await unwind();
    throw error;
  }
}

async function assemble(
  options: StackOptions,
  folder: string,
  undo: (() => Promise<unknown> | unknown)[],
  unwind: () => Promise<void>,
): Promise<Stack> {
  const password = options.password ?? `Window-${randomBytes(12).toString('hex')}`;
  const pagePassword = `Page-${randomBytes(12).toString('hex')}`;
  const user = options.user === undefined ? {} : userFolders(folder, options.user);
  const home = user.XDG_DATA_HOME ? join(user.XDG_DATA_HOME, 'hengshui-ca') : join(folder, 'home');
  const ca = await makeIdentities(join(home, 'demo'), password, options.identities ?? [{}]);

  const sites = typeof options.origins === 'function' ? await options.origins(ca) : (options.origins ?? []);

  const windows = await startScriptedWindows(join(folder, 'windows'));
  undo.push(() => windows.close());

  const pairing = { bridge: randomBytes(16).toString('hex'), secret: randomBytes(32).toString('base64url') };
  const product = options.extension === 'product';
  const ports = product ? BRIDGE_PORTS : await freePorts(3);
  const connected = options.paired === false || product ? null : pairing;
  const bridge = await prepareBridge(folder, user.XDG_DATA_HOME ? null : home, connected, ports, windows, {
    ...options,
    env: { ...user, ...options.env },
  });
  undo.push(() => bridge.stop());
  if (options.bridge !== false) await bridge.start();

  const extension =
    options.extension === false ? null : installExtension(folder, options, { sites, ports, pairing: connected });
  const frames: WorkerFrame[] = [];
  const launchBrowser = async () => {
    const launched = await launchChromium(folder, extension, sites, options, user);
    return { browser: launched, worker: new ExtensionWorker(launched, frames) };
  };
  if (options.policies) writePolicies(folder, options.policies);
  let { browser, worker } = await launchBrowser();
  undo.push(() => browser.close());
  let closing: Promise<void> | undefined;
  const isReady = () => worker.ready(sites.length > 0 && (options.extension ?? 'preset') === 'preset');
  if (extension !== null) await isReady();

  return {
    folder,
    get browser() {
      return browser;
    },
    extension: join(folder, 'extension'),
    bridge,
    windows,
    password,
    pagePassword,
    ca,
    log: () => readFileSync(join(folder, 'bridge.log'), 'utf8'),
    frames,
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    async popup() {
      const page = await browser.newPage();
      await page.goto(`chrome-extension://${EXTENSION_ID}/extension/popup/index.html`);
      return page;
    },
    async openPopup() {
      const opened = browser.waitForTarget((target) => target.url().includes('/popup/'));
      await worker.run('chrome.action.openPopup()');
      return (await opened).asPage();
    },
    async restartBrowser() {
      await browser.close();
      ({ browser, worker } = await launchBrowser());
      await isReady();
    },
    killBrowser: () => killTree(browser.process()),
    inWorker: (expression) => worker.run(expression),
    setPolicies: (policies) => writePolicies(folder, policies),
    async anotherBrowser() {
      const another = await launchChromium(mkdtempSync(join(folder, 'profile-')), extension, sites, options, user);
      undo.push(() => another.close());
      return another;
    },
    killWorker: () => worker.kill(),
    close() {
      closing ??= end();
      return closing;
    },
  };

  async function end(): Promise<void> {
    let leaks: string[] = [];
    try {
      await browser.close();
      await bridge.stop();
      if (options.password === undefined) leaks = passwordLeaks(folder, frames, { password, pagePassword });
    } finally {
      await unwind();
    }
    if (leaks.length > 0) throw new Error(`a password was written down: ${leaks.join(', ')}`);
  }
}

/** The variables by which programs find a user's folders. */
function userFolders(folder: string, user: string): Record<string, string> {
  const home = join(folder, user);
  const places = {
    XDG_CONFIG_HOME: '.config',
    XDG_DATA_HOME: '.local/share',
    XDG_CACHE_HOME: '.cache',
    TMPDIR: '临时',
  };
  const found = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, join(home, place)]));
  for (const place of Object.values(found)) mkdirSync(place, { recursive: true });
  return { ...found, HOME: home };
}

async function makeIdentities(folder: string, password: string, identities: readonly StackIdentity[]): Promise<string> {
  let ca = '';
  for (const [index, identity] of identities.entries()) {
    // The first takes the place of the one that the bridge would make at its first start.
    const name = index === 0 ? 'demo' : `demo-${index + 1}`;
    ca = (await createDemoIdentity(folder, { ...identity, password, name })).caPem;
  }
  return ca;
}

async function prepareBridge(
  folder: string,
  home: string | null,
  pairing: { readonly bridge: string; readonly secret: string } | null,
  ports: readonly number[],
  windows: ScriptedWindows,
  options: StackOptions,
): Promise<BridgeProcess> {
  const host = options.host ?? ownHost;
  const secretFile = join(folder, 'pairing.secret');
  if (pairing) writeFileSync(secretFile, pairing.secret, { mode: 0o600 });
  const config = {
    schemaVersion: 1,
    demo: true,
    ...(home === null ? {} : { home: host.path(home) }),
    'server.ports': ports,
    'server.extensions': [EXTENSION_ID],
    'server.pairings': pairing ? [{ id: 'test', bridge: pairing.bridge, secretFile: host.path(secretFile) }] : [],
    ...(options.windows === 'real' ? {} : await host.programs(windows)),
    ...options.settings,
  };
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, JSON.stringify(config));
  // Scripted windows need no screen, but the bridge rightly refuses to open one without.
  const display = options.windows === 'real' ? {} : { DISPLAY: process.env.DISPLAY ?? ':0' };
  const env = { ...host.env, ...display, ...options.env };
  const [program, ...args] = await host.install(folder);
  const command = [program, ...args, '--config', host.path(configFile)] as const;
  return new BridgeProcess(command, join(folder, 'bridge.log'), env);
}

interface Preset {
  readonly sites: readonly string[];
  readonly ports: readonly number[];
  readonly pairing: { readonly bridge: string; readonly secret: string } | null;
}

/** Unpacks the extension; returns its folder. */
function installExtension(folder: string, options: StackOptions, preset: Preset): string {
  const extension = join(folder, 'extension');
  const { sites } = preset;
  if (options.extension === 'product') {
    cpSync(join(ROOT, 'dist/extension'), extension, { recursive: true });
    return extension;
  }
  cpSync(options.extensionFolder ?? join(ROOT, 'dist/extension-preset'), extension, { recursive: true });
  const byUser = options.extension === 'user';
  writeFileSync(join(extension, 'preset.json'), JSON.stringify(byUser ? { ...preset, sites: [] } : preset));
  if (byUser) return extension;
  const manifestFile = join(extension, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, unknown>;
  const hosts = sites.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, host_permissions: [...new Set(hosts)] }));
  return extension;
}

function writePolicies(folder: string, policies: object): void {
  const managed = join(folder, 'chromium-settings/policies/managed');
  mkdirSync(managed, { recursive: true });
  writeFileSync(join(managed, 'policies.json'), JSON.stringify(policies));
}

/** A start of Chromium that sees this stack's policies in the place of the machine's; no other process does. */
function chromiumWithPolicies(folder: string): string {
  const program = join(folder, 'chromium');
  const script = `mount --bind '${folder}/chromium-settings' /etc/chromium && exec '${CHROMIUM}' "$@"`;
  writeFileSync(program, `#!/bin/sh\nexec unshare --mount sh -c '${script.replaceAll("'", `'\\''`)}' chromium "$@"\n`, {
    mode: 0o755,
  });
  return program;
}

async function launchChromium(
  folder: string,
  extension: string | null,
  sites: readonly string[],
  options: StackOptions,
  user: NodeJS.ProcessEnv,
): Promise<Browser> {
  const origins = [...sites, ...(options.strangers ?? [])].map((origin) => new URL(origin));
  const names = [...new Set(origins.map(({ hostname }) => hostname))];
  const profile = join(folder, 'profile');
  mkdirSync(profile, { recursive: true });
  const headless = options.headless ?? options.display === undefined;
  const display = options.display === undefined ? {} : { DISPLAY: options.display };
  return launch({
    executablePath: options.policies ? chromiumWithPolicies(folder) : CHROMIUM,
    headless,
    pipe: true,
    userDataDir: profile,
    // Whoever holds the stack closes all of it; puppeteer would end the process after its own part.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { ...process.env, LANGUAGE: (options.language ?? 'zh-CN').replace('-', '_'), ...user, ...display },
    acceptInsecureCerts: true,
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    enableExtensions: extension !== null,
    defaultViewport: !headless ? null : { width: 1280, height: 800 },
    args: [
      // By command line: the browser forgets the permissions of what is loaded over the protocol when it ends.
      ...(extension === null
        ? []
        : [`--load-extension=${extension}`, '--disable-features=DisableLoadExtensionCommandLineSwitch']),
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`,
      `--ip-address-space-overrides=${origins.map(({ port }) => `127.0.0.1:${port}=public`).join(',')}`,
    ],
  });
}

/** Where the passwords were seen, besides the page's in frames on their way to the bridge. */
function passwordLeaks(
  folder: string,
  frames: readonly WorkerFrame[],
  { password, pagePassword }: { readonly password: string; readonly pagePassword: string },
): string[] {
  return [
    ...filesWith(password, folder),
    ...filesWith(pagePassword, folder),
    ...frames.flatMap(({ from, data }) => {
      const leaked = holds(data, password) || (from === 'bridge' && holds(data, pagePassword));
      return leaked ? [`a frame from the ${from}`] : [];
    }),
  ];
}
