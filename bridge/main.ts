import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { CONSOLE_TEXT } from '../shared/text/console.js';
import { LANGUAGES, type Language } from '../shared/text/language.js';
import { reasonSentence } from '../shared/text/reasons.js';
import { startBridge } from './compose.js';
import { ConfigError, loadConfig } from './config/load.js';
import { readCommand, runCommand } from './control/command.js';
import { askDiagnosis, showDiagnosis } from './control/diagnose.js';
import { connectTo } from './control/endpoint.js';
import { AlreadyRunningError } from './control/home-lock.js';
import { createLinuxPrompts } from './desktop/prompts/linux.js';
import { type LookedAt, lookAround } from './look-around.js';
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
  const { values, positionals } = parseArgs({
    options: {
      config: { type: 'string' },
      version: { type: 'boolean' },
      language: { type: 'string' },
      json: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  const command = readCommand(positionals);
  if (values.version) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const ofDiagnosis = values.language !== undefined || values.json !== undefined;
  if (command === 'unknown' || (ofDiagnosis && command?.do !== 'diagnose')) return refuse((text) => text.usage, 2);
  const wished = LANGUAGES.find((one) => one === values.language);
  if (values.language !== undefined && wished === undefined) return refuse((text) => text.badLanguage(LANGUAGES), 2);
  if (command && process.platform === 'win32') return refuse((text) => text.notOnWindows, 2);
  const machineFile = values.config ?? MACHINE_FILE;
  const config = loadConfig(machineFile, { required: values.config !== undefined, defaultHome: dataFolder() });
  const parts = {
    config,
    configFolder: dirname(resolve(machineFile)),
    programs: import.meta.dirname,
    version,
    prompts: createLinuxPrompts({
      pinentry: config['programs.pinentry'],
      zenity: config['programs.zenity'],
      timeoutMs: config['windows.seconds'] * 1_000,
      language: config.language,
      log,
    }),
    clock,
    log,
  };
  if (command?.do === 'diagnose') return diagnose(parts, wished ?? config.language, values.json === true);
  const running = command && (await connectTo(config.home));
  if (running) {
    if (!(await runCommand(running, command, say))) process.exitCode = 1;
    return;
  }
  if (command && command.do !== 'pair') return refuse((text) => text.notRunning, 1);
  const bridge = await startBridge(parts);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void bridge.close().then(() => process.exit(0)));
  }
  if (!command) return;
  const own = await connectTo(config.home);
  if (own) await runCommand(own, command, say);
  // Without a folder for the socket there is none for the pairing either.
  else for (const language of LANGUAGES) say(`${reasonSentence(language, 'pairing.notStored')}\n`);
  say(both((text) => text.keepsRunning));
}

/** Shows what the running bridge finds, or what can be seen without one; exit code 1 where something is broken. */
async function diagnose(parts: LookedAt, language: Language, json: boolean): Promise<void> {
  const running = await connectTo(parts.config.home).catch(() => null);
  const told = running && (await askDiagnosis(running, clock));
  // What is logged meanwhile is not what was asked for.
  const quiet = { ...parts, log: { event: () => undefined } };
  const { text, well } = showDiagnosis(told ?? (await lookAround(quiet, running ? 'silent' : 'no')), language, json);
  say(text);
  if (!well) process.exitCode = 1;
}

function say(text: string): void {
  process.stdout.write(text);
}

/** The sentence in both languages, a line each. */
function both(sentence: (text: (typeof CONSOLE_TEXT)['en']) => string): string {
  return `${sentence(CONSOLE_TEXT['zh-CN'])}\n${sentence(CONSOLE_TEXT.en)}\n`;
}

function refuse(sentence: (text: (typeof CONSOLE_TEXT)['en']) => string, exitCode: number): void {
  process.stderr.write(both(sentence));
  process.exitCode = exitCode;
}

/**
 * Exit codes: 2 for settings and arguments that cannot be used, 3 for taken ports, 4 where a bridge runs already, 1 for
 * anything else.
 */
main().catch((error: Error & { readonly code?: string }) => {
  if (error instanceof ConfigError) refuse((text) => text.config(error.file, error.problem), 2);
  else if (error instanceof PortsTakenError) refuse((text) => text.portsTaken(error.ports), 3);
  else if (error instanceof AlreadyRunningError) refuse((text) => text.alreadyRunning, 4);
  else if (error.code?.startsWith('ERR_PARSE_ARGS')) refuse((text) => text.usage, 2);
  else {
    log.event('start.failed', { error: error.name, message: error.message });
    refuse((text) => text.startFailed, 1);
  }
});
