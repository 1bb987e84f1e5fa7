import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { failure } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { ConfigError } from '../config/load.js';
import { PairingBook } from './book.js';
import { PairingStore } from './store.js';

let folder: string;
let home: string;
let events: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pairings-'));
  home = join(folder, '衡水 home');
  events = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(fixed = 0): PairingStore {
  const log = { event: (name: string) => events.push(name) };
  return new PairingStore({ home, fixed, clock: new FakeClock(), log });
}

function fresh(name = 'chromium') {
  return { name, extension: EXTENSION_ID, secret: randomBytes(32) };
}

const file = (): string => join(home, 'pairings.json');

it('keeps what was added, renamed and revoked over a restart, for its owner alone', () => {
  const store = open();
  const [one, two] = [store.add(fresh()), store.add(fresh())];
  if (!one.ok || !two.ok) throw new Error('both are kept');
  expect([one.value.name, two.value.name]).toEqual(['chromium', 'chromium 2']);
  expect(store.rename(one.value.id, '财务的电脑').ok).toBe(true);
  expect(open().all()).toEqual(store.all());
  expect(open().bridge).toBe(store.bridge);
  expect(store.revoke(two.value.id).ok).toBe(true);
  expect(
    open()
      .all()
      .map(({ name, secret }) => [name, secret]),
  ).toEqual([['财务的电脑', one.value.secret]]);
  expect([statSync(file()).mode & 0o777, statSync(home).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(existsSync(`${file()}.new`)).toBe(false);
});

it('reads the file of the first version', () => {
  mkdirSync(home);
  copyFileSync(join(import.meta.dirname, 'fixtures/pairings.v1.json'), file());
  chmodSync(file(), 0o600);
  expect(open().bridge).toBe('00112233445566778899aabbccddeeff');
  expect(open().all()).toEqual([
    {
      id: '0123456789abcdef0123456789abcdef',
      name: 'chromium',
      extension: EXTENSION_ID,
      created: '2026-11-24T01:00:00.000Z',
      secret: Buffer.from(Array.from({ length: 32 }, (_, i) => i)),
    },
  ]);
});

it('has room for eight, those of the administrator included', () => {
  const store = open(6);
  expect([store.add(fresh()).ok, store.full(), store.add(fresh()).ok, store.full()]).toEqual([true, false, true, true]);
  expect(store.add(fresh())).toEqual(failure('pairing.full'));
});

it('cleans names, and refuses those with nothing to read', () => {
  const store = open();
  const added = store.add(fresh());
  if (!added.ok) throw new Error('it is kept');
  const { id } = added.value;
  expect(store.rename(id, 'a\u202eb\u0000c')).toEqual({ ok: true, value: undefined });
  expect(store.all()[0]?.name).toBe('abc');
  expect(store.rename(id, ' \u200b ')).toEqual(failure('request.invalid'));
  expect(store.rename('f'.repeat(32), 'x')).toEqual(failure('pairing.notFound'));
  expect(store.revoke('f'.repeat(32))).toEqual(failure('pairing.notFound'));
});

describe('a file that is not as it should be', () => {
  beforeEach(() => {
    mkdirSync(home);
    copyFileSync(join(import.meta.dirname, 'fixtures/pairings.v1.json'), file());
    chmodSync(file(), 0o600);
  });

  it('is not used where others can read it', () => {
    chmodSync(file(), 0o640);
    expect(() => open()).toThrow(ConfigError);
  });

  it('is left alone where a newer bridge has written it', () => {
    const text = readFileSync(file(), 'utf8').replace('"schemaVersion": 1', '"schemaVersion": 2');
    writeFileSync(file(), text);
    expect(() => open()).toThrow(ConfigError);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it.each(['', '{', '[]', '{"schemaVersion":1}', '{"schemaVersion":1,"bridge":"x","pairings":[]}'])(
    'is set aside where it holds %j',
    (text) => {
      writeFileSync(file(), text);
      expect(open().all()).toEqual([]);
      expect(events).toEqual(['pairings.damaged']);
      expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe(text);
    },
  );
});

it('what the disk refuses has not happened', () => {
  const store = open();
  const added = store.add(fresh());
  if (!added.ok) throw new Error('it is kept');
  const before = readFileSync(file(), 'utf8');
  // A folder where the next content is to be written: refused to root, too.
  mkdirSync(join(`${file()}.new`, 'x'), { recursive: true });
  expect(store.add(fresh())).toEqual(failure('pairing.notStored'));
  expect(store.revoke(added.value.id)).toEqual(failure('pairing.notStored'));
  expect(store.rename(added.value.id, 'x')).toEqual(failure('pairing.notStored'));
  expect(store.all()).toEqual([added.value]);
  expect(readFileSync(file(), 'utf8')).toBe(before);
});

it('the administrator’s are listed and proved, and neither renamed nor revoked', () => {
  const store = open(1);
  const added = store.add(fresh());
  if (!added.ok) throw new Error('it is kept');
  const { id, name, created, secret } = added.value;
  const fixed = { id: 'office', bridge: 'b', secret: randomBytes(32) };
  const book = new PairingBook([fixed], store, () => new Set(['office']));
  expect(book.list()).toEqual([
    { id, name, created, fixed: false, connected: false },
    { id: 'office', name: 'office', created: null, fixed: true, connected: true },
  ]);
  expect(book.inForce()).toEqual([fixed, { id, bridge: store.bridge, secret, extension: EXTENSION_ID }]);
  expect([book.rename('office', 'x'), book.revoke('office')]).toEqual([
    failure('pairing.fixed'),
    failure('pairing.fixed'),
  ]);
  expect(book.revoke(id).ok).toBe(true);
  expect(book.inForce()).toEqual([fixed]);
});
