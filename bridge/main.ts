import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { CONSOLE_TEXT } from '../shared/text/console.js';
import type { Config } from './config/keys.js';
import { ConfigError, loadConfig } from './config/load.js';
import { readSecretFile } from './config/secret-file.js';
import { ensureDemoIdentity } from './demo/identity.js';
import { createLinuxPrompts } from './desktop/prompts/linux.js';
import { certificateListHandler } from './methods/certificate-list.js';
import { helloHandler } from './methods/hello.js';
import { statusHandler } from './methods/status.js';
import { tokenListHandler } from './methods/token-list.js';
import { vendorCallHandler } from './methods/vendor-call.js';
import type { Clock, Log } from './ports.js';
import { type BridgeServer, PortsTakenError, startServer } from './server/server.js';
import { Signing } from './signing/signing.js';
import type { SigningDriver } from './tokens/driver.js';
import { makersModules } from './tokens/pkcs11/makers-modules.js';
import { createPkcs11Driver, moduleEnvironment } from './tokens/pkcs11/pkcs11-driver.js';
import { createPkcs12Driver } from './tokens/pkcs12/pkcs12-driver.js';
import { TokenRegistry } from './tokens/registry.js';
import { VendorHelper } from './vendor/service.js';

const { version } = packageJson;

const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** One JSON object a line on standard error, for support. */
const log: Log = {
  event(name, fields = {}) {
    process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), event: name, ...fields })}\n`);
  },
};

async function demoDriver(home: string): Promise<SigningDriver> {
  const folder = join(home, 'demo');
  await ensureDemoIdentity(folder);
  return createPkcs12Driver({ script: join(import.meta.dirname, 'driver-pkcs12.js'), folder, log, clock });
}

function moduleDriver(module: string): SigningDriver {
  const script = join(import.meta.dirname, 'driver-pkcs11.js');
  return createPkcs11Driver({ module, script, env: moduleEnvironment(), log, clock });
}

async function start(
  config: Config & { readonly home: string },
  configFolder: string,
): Promise<{ close(): Promise<void> }> {
  const language = config.language;
  const demo = config.demo ? [await demoDriver(config.home)] : [];
  const found = config['tokens.findModules'] ? makersModules(process.platform, process.arch) : [];
  const modules = new Set([...config['tokens.modules'], ...found]);
  const drivers = [...demo, ...[...modules].map(moduleDriver)];
  const prompts = createLinuxPrompts({
    pinentry: config['programs.pinentry'],
    zenity: config['programs.zenity'],
    timeoutMs: config['windows.seconds'] * 1_000,
    language,
    log,
  });
  const registry = new TokenRegistry(drivers);
  const signing = new Signing({ clock, prompts, log, registry, language, loginMinutes: config['login.minutes'] });
  const helper = new VendorHelper({
    clock,
    log,
    signing,
    tokens: registry,
    language,
    settings: { rsaHash: config['vendor.rsaHash'], textEncoding: config['vendor.textEncoding'] },
  });
  const server: BridgeServer = await startServer({
    clock,
    log,
    language,
    ports: config['server.ports'],
    extensions: config['server.extensions'],
    pairings: config['server.pairings'].map(({ id, bridge, secretFile }) => ({
      id,
      bridge,
      secret: readSecretFile(resolve(configFolder, secretFile)),
    })),
    handlers: {
      hello: helloHandler(version),
      status: statusHandler({ version, demo: config.demo, prompts }),
      'token.list': tokenListHandler(registry),
      'certificate.list': certificateListHandler(registry),
      'vendor.call': vendorCallHandler(helper),
    },
    vendorClosed: (ctx, socket) => helper.closed(ctx, socket),
    clientGone: (client) => helper.clientGone(client),
    connected(any) {
      for (const driver of drivers) driver.watch(any);
    },
  });
  for (const driver of drivers) {
    driver.onChange((change) => {
      if (change.kind === 'loginLost') signing.loginLost(change.token);
      server.notify('token.changed');
    });
  }
  log.event('listening', { port: server.port });
  return {
    async close() {
      await server.close();
      await Promise.all(drivers.map((driver) => driver.close()));
    },
  };
}

/** Where the machine's administrator puts the settings. */
const MACHINE_FILE =
  process.platform === 'win32'
    ? join(process.env.ProgramData ?? 'C:\\ProgramData', 'hengshui-ca', 'config.json')
    : '/etc/hengshui-ca/config.json';

function dataFolder(): string {
  const base =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? homedir())
      : process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return join(base, 'hengshui-ca');
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' }, version: { type: 'boolean' } } });
  if (values.version) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const machineFile = values.config ?? MACHINE_FILE;
  const config = loadConfig(machineFile, { required: values.config !== undefined, defaultHome: dataFolder() });
  const bridge = await start(config, dirname(resolve(machineFile)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void bridge.close().then(() => process.exit(0)));
  }
}

/** Exit codes: 2 for settings that cannot be used, 3 for taken ports, 1 for anything else. */
main().catch((error: Error & { readonly code?: string }) => {
  const both = (say: (text: (typeof CONSOLE_TEXT)['en']) => string): string =>
    `${say(CONSOLE_TEXT['zh-CN'])}\n${say(CONSOLE_TEXT.en)}\n`;
  if (error instanceof ConfigError) {
    process.stderr.write(both((text) => text.config(error.file, error.problem)));
    process.exitCode = 2;
  } else if (error instanceof PortsTakenError) {
    process.stderr.write(both((text) => text.portsTaken(error.ports)));
    process.exitCode = 3;
  } else if (error.code?.startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(both((text) => text.usage));
    process.exitCode = 2;
  } else {
    log.event('start.failed', { error: error.name, message: error.message });
    process.stderr.write(both((text) => text.startFailed));
    process.exitCode = 1;
  }
});
