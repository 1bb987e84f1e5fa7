import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSOLE_TEXT, type ConfigProblem } from '../../shared/text/console.js';
import { CONFIG_KEYS, CONFIG_SCHEMA_VERSION, type Config, type ConfigKey } from './keys.js';

/** A settings file that cannot be used. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    readonly file: string,
    readonly problem: ConfigProblem,
  ) {
    super(CONSOLE_TEXT.en.config(file, problem));
  }
}

type Layer = Readonly<Record<string, unknown>>;

/**
 * The settings in force: built-in values, what the user's file may say, and over both the machine's
 * file. The user's file is `config.json` in the bridge's home folder and need not exist.
 * @param machineFile must exist where `required`
 * @throws ConfigError on an unreadable file, an unknown key, a bad value, or a key the user may not set
 */
export function loadConfig(
  machineFile: string,
  options: { readonly required: boolean; readonly defaultHome: string },
): Config & { readonly home: string } {
  const machine = readLayer(machineFile, 'machine');
  if (!machine && options.required) throw new ConfigError(machineFile, { kind: 'missing' });
  const home = typeof machine?.home === 'string' ? machine.home : options.defaultHome;
  const user = readLayer(join(home, 'config.json'), 'user');
  const settings = Object.keys(CONFIG_KEYS).map((name) => [name, inForce(name as ConfigKey, machine, user)]);
  return { ...(Object.fromEntries(settings) as Config), home };
}

function inForce(name: ConfigKey, machine: Layer | null, user: Layer | null): unknown {
  const key = CONFIG_KEYS[name];
  const wish = user?.[name];
  const given = machine?.[name];
  if (key.user === 'narrow' && wish !== undefined) return Math.min(Number(wish), Number(given ?? key.builtIn));
  return given ?? wish ?? key.builtIn;
}

function readLayer(file: string, layer: 'machine' | 'user'): Layer | null {
  const json = readText(file);
  if (json === null) return null;
  const value = parse(file, json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(file, { kind: 'notObject' });
  }
  const { schemaVersion, ...settings } = value as Layer;
  if (schemaVersion !== CONFIG_SCHEMA_VERSION) throw new ConfigError(file, { kind: 'schemaVersion' });
  for (const [name, setting] of Object.entries(settings)) checkSetting(file, layer, name, setting);
  return settings;
}

function checkSetting(file: string, layer: 'machine' | 'user', name: string, value: unknown): void {
  if (!Object.hasOwn(CONFIG_KEYS, name)) throw new ConfigError(file, { kind: 'unknownKey', key: name });
  const key = CONFIG_KEYS[name as ConfigKey];
  if (layer === 'user' && key.user === 'no') throw new ConfigError(file, { kind: 'machineOnly', key: name });
  if (!key.schema.safeParse(value).success) {
    throw new ConfigError(file, { kind: 'badValue', key: name, allowed: key.allowed });
  }
}

function parse(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new ConfigError(file, { kind: 'notJson' });
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigError(file, { kind: 'unreadable' });
  }
}
