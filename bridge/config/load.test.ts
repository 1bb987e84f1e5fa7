import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONSOLE_TEXT } from '../../shared/text/console.js';
import { ConfigError, loadConfig } from './load.js';
import { readSecretFile } from './secret-file.js';

let folder: string;
let machineFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  machineFile = join(folder, 'machine.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

function load(): ReturnType<typeof loadConfig> {
  return loadConfig(machineFile, { required: true, defaultHome: folder });
}

/** The problem that loading ends with. */
function problem(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.problem;
    throw error;
  }
  return null;
}

describe('loadConfig', () => {
  it('puts the machine’s file over the user’s over the built-in values', () => {
    write('machine.json', { schemaVersion: 1, language: 'en' });
    write('config.json', { schemaVersion: 1, language: 'zh-CN', demo: true });
    expect(load()).toMatchObject({ language: 'en', demo: true, 'windows.seconds': 120, home: folder });
  });

  it('lets the user make a limit stricter, never looser', () => {
    write('machine.json', { schemaVersion: 1, 'login.minutes': 20 });
    write('config.json', { schemaVersion: 1, 'login.minutes': 30, 'windows.seconds': 60 });
    expect(load()).toMatchObject({ 'login.minutes': 20, 'windows.seconds': 60 });
  });

  it.each([
    'programs.pinentry',
    'programs.zenity',
    'tokens.modules',
    'server.extensions',
    'server.pairings',
    'server.ports',
    'home',
  ])('does not let the user set %s', (key) => {
    write('machine.json', { schemaVersion: 1 });
    write('config.json', { schemaVersion: 1, [key]: 'evil' });
    expect(problem(load)).toEqual({ kind: 'machineOnly', key });
  });

  it('takes libraries of tokens by their absolute paths only', () => {
    write('machine.json', { schemaVersion: 1, 'tokens.modules': ['/opt/令牌/p11.so'] });
    expect(load()['tokens.modules']).toEqual(['/opt/令牌/p11.so']);
    write('machine.json', { schemaVersion: 1, 'tokens.modules': ['p11.so'] });
    expect(problem(load)).toMatchObject({ kind: 'badValue', key: 'tokens.modules' });
  });

  it.each<[string, unknown, object]>([
    ['a missing schema version', {}, { kind: 'schemaVersion' }],
    ['text that is not JSON', '{', { kind: 'notJson' }],
    ['a list', [], { kind: 'notObject' }],
    ['an unknown key', { schemaVersion: 1, pincode: 1 }, { kind: 'unknownKey', key: 'pincode' }],
    ['a bad value', { schemaVersion: 1, demo: 'yes' }, { kind: 'badValue', key: 'demo', allowed: 'true | false' }],
  ])('names %s', (_, content, expected) => {
    write('machine.json', content);
    expect(problem(load)).toEqual(expected);
  });

  it('misses a file that was named, and only that', () => {
    expect(problem(load)).toEqual({ kind: 'missing' });
    expect(loadConfig(machineFile, { required: false, defaultHome: folder })).toMatchObject({ demo: false });
  });

  it('has a sentence in both languages for each problem', () => {
    const said = CONSOLE_TEXT['zh-CN'].config('/x', { kind: 'unknownKey', key: 'pincode' });
    expect(said).toBe('设置文件 /x：没有名为 "pincode" 的设置，请检查拼写。');
  });
});

describe('readSecretFile', () => {
  const secret = Buffer.alloc(32, 5);

  it('reads 32 bytes of base64url from a private file', () => {
    writeFileSync(join(folder, 'secret'), `${secret.toString('base64url')}\n`, { mode: 0o600 });
    expect(readSecretFile(join(folder, 'secret'))).toEqual(secret);
  });

  it('refuses a file that others can read, one with other content, and none', () => {
    writeFileSync(join(folder, 'open'), secret.toString('base64url'), { mode: 0o640 });
    writeFileSync(join(folder, 'short'), 'AAAA', { mode: 0o600 });
    expect(problem(() => readSecretFile(join(folder, 'open')))).toEqual({ kind: 'secretMode' });
    expect(problem(() => readSecretFile(join(folder, 'short')))).toEqual({ kind: 'secretForm' });
    expect(problem(() => readSecretFile(join(folder, 'absent')))).toEqual({ kind: 'missing' });
  });
});
