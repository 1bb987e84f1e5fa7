import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll } from 'vitest';
import { CONFIG_KEYS } from '../../bridge/config/keys.js';
import { ConfigError, loadConfig } from '../../bridge/config/load.js';
import { readSecretFile } from '../../bridge/config/secret-file.js';
import { fileSecretStore } from '../../bridge/config/secret-store.js';
import { PairingStore } from '../../bridge/pairing/store.js';
import { KnownCompanies } from '../../bridge/signing/consent/known-companies.js';
import { FakeClock } from '../support/fake-clock.js';
import { fuzz } from './fuzz.js';
import { hostileBytes, hostileJson } from './mutate.js';

const folder = mkdtempSync(join(tmpdir(), 'fuzz-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [home, machine] = [join(folder, 'home'), join(folder, 'machine.json')];
mkdirSync(home);

/** What it answers; null where it throws the one error that says which file is wrong. */
function orConfigError<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}

const builtIn = Object.fromEntries(Object.entries(CONFIG_KEYS).map(([name, key]) => [name, key.builtIn]));
const machineSettings = hostileJson(fc.constantFrom<object>({ schemaVersion: 1, ...builtIn }, { schemaVersion: 1 }));
const userSettings = hostileJson(
  fc.constantFrom<object>(
    { schemaVersion: 1, language: 'en', demo: true, 'windows.seconds': 60, 'login.minutes': 5 },
    { schemaVersion: 1 },
  ),
);

fuzz('settings files', fc.tuple(machineSettings, userSettings), ([machineText, userText]) => {
  writeFileSync(machine, machineText);
  writeFileSync(join(home, 'config.json'), userText);
  const config = orConfigError(() => loadConfig(machine, { required: true, defaultHome: home }));
  if (!config) return;
  for (const [name, key] of Object.entries(CONFIG_KEYS)) {
    const value: unknown = Reflect.get(config, name);
    if (name !== 'home' && !key.schema.safeParse(value).success) throw new Error(`${name} is ${JSON.stringify(value)}`);
  }
});

const SECRET = Buffer.alloc(32, 9);
const secretText = hostileBytes(fc.constant(Buffer.from(`${SECRET.toString('base64url')}\n`)));

fuzz('secret files', secretText, (bytes) => {
  const file = join(folder, 'secret');
  writeFileSync(file, bytes, { mode: 0o600 });
  const secret = orConfigError(() => readSecretFile(file));
  if (secret && secret.length !== 32) throw new Error('no secret of 32 bytes');
  let kept: Buffer | null = null;
  try {
    kept = fileSecretStore(folder).ensure('secret', 32);
  } catch (error) {
    if (!/is not a secret of 32 bytes/.test((error as Error).message)) throw error;
  }
  if (kept && kept.length !== 32) throw new Error('no secret of 32 bytes');
  if (!readFileSync(file).equals(bytes)) throw new Error('a secret that cannot be read was replaced');
});

const pairings = hostileJson(
  fc.constant({
    schemaVersion: 1,
    bridge: 'a'.repeat(32),
    pairings: [
      {
        id: 'b'.repeat(32),
        name: '财务',
        extension: 'a'.repeat(32),
        created: '2026-11-24T01:00:00.000Z',
        secret: SECRET.toString('base64url'),
      },
    ],
  }),
);

fuzz('pairings.json', pairings, (text) => {
  const [file, damaged] = [join(home, 'pairings.json'), join(home, 'pairings.json.damaged')];
  for (const one of [file, damaged]) rmSync(one, { force: true });
  writeFileSync(file, text, { mode: 0o600 });
  const log = { event: () => undefined };
  const store = orConfigError(() => new PairingStore({ home, fixed: 0, clock: new FakeClock(), log }));
  for (const one of store?.all() ?? []) if (one.secret.length !== 32) throw new Error('no secret of 32 bytes');
  // Read, left alone or set aside: never lost.
  const left = existsSync(damaged) ? damaged : file;
  if (readFileSync(left, 'utf8') !== Buffer.from(text).toString()) throw new Error('what was in the file is gone');
});

const companies = hostileJson(
  fc.constant({
    schemaVersion: 1,
    companies: [{ origin: 'https://portal.test', company: '衡水金保科技有限公司', holders: ['91131100MA0ABCDE1X'] }],
  }),
);

fuzz('companies.json', companies, (text) => {
  const kept = [text];
  const file = {
    read: () => kept.at(-1) ?? null,
    write: (next: string) => void kept.push(next),
    setAside: () => undefined,
  };
  const known = new KnownCompanies(file, { event: () => undefined });
  known.learn('https://portal.test', ['腾飞'], 'holder');
  if (!known.of('https://portal.test')('腾飞').has('holder')) throw new Error('what was learned is not known');
  if (kept.length > 1 && !kept[1]?.includes('holder')) throw new Error('what was learned is not kept');
});
