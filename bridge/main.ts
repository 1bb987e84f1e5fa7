import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { CONSOLE_TEXT } from '../shared/text/console.js';
import { startBridge } from './compose.js';
import { ConfigError, loadConfig } from './config/load.js';
import { createLinuxPrompts } from './desktop/prompts/linux.js';
import { PortsTakenError } from './server/server.js';
import { systemClock as clock, standardErrorLog as log } from './system.js';

const { version } = packageJson;

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
  const prompts = createLinuxPrompts({
    pinentry: config['programs.pinentry'],
    zenity: config['programs.zenity'],
    timeoutMs: config['windows.seconds'] * 1_000,
    language: config.language,
    log,
  });
  const configFolder = dirname(resolve(machineFile));
  const bridge = await startBridge({
    config,
    configFolder,
    programs: import.meta.dirname,
    version,
    prompts,
    clock,
    log,
  });
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
