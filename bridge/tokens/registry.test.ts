import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { MemoryDriver } from '../../test/support/memory-driver.js';
import type { DriverToken, SigningDriver } from './driver.js';
import { TokenRegistry } from './registry.js';

let one: MemoryDriver;
let other: MemoryDriver;
beforeAll(() => {
  one = MemoryDriver.make('甲公司', 'Secret-1');
  other = MemoryDriver.make('乙公司', 'Secret-1');
});

/** A second driver program for the tokens of `driver`, under ids of its own. */
function again(driver: MemoryDriver, list: (token: DriverToken) => DriverToken = (token) => token): SigningDriver {
  const listed = async () => {
    const tokens = await driver.list();
    return tokens.ok ? success(tokens.value.map(list)) : tokens;
  };
  return Object.assign(Object.create(driver) as SigningDriver, { name: 'second', list: listed });
}

function failing(reason: 'module.missing' | 'driver.crashed'): SigningDriver {
  return Object.assign(Object.create(one) as SigningDriver, { list: async () => failure(reason) });
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe('the registry', () => {
  it('shows the tokens and certificates of all drivers, and knows whose each is', async () => {
    const registry = new TokenRegistry([one, other]);
    expect(value(await registry.tokens()).map(({ id }) => id)).toEqual([one.token, other.token]);
    expect(value(await registry.certificates()).map(({ info }) => info.owner)).toEqual(['甲公司', '乙公司']);
    expect([registry.driverOf(one.token), registry.driverOf(other.token)]).toEqual([one, other]);
  });

  it.each<[string, (token: DriverToken) => DriverToken]>([
    ['the same id', (token) => ({ ...token, certificates: [] })],
    ['another id', (token) => ({ ...token, id: 'by another name' })],
  ])('shows a token of two drivers once, by the first, and says so: %s', async (_, list) => {
    const second = again(one, list);
    const registry = new TokenRegistry([one, other, second]);
    const tokens = value(await registry.tokens());
    expect(tokens).toMatchObject([
      { id: one.token, driver: 'memory', notice: 'token.twoDrivers' },
      { id: other.token, driver: 'memory' },
    ]);
    expect(tokens[1]).not.toHaveProperty('notice');
    expect(value(await registry.certificates())).toHaveLength(2);
    expect(registry.driverOf(one.token)).toBe(one);
  });

  it('tells what a token says of its password', async () => {
    const facts = async (driver: MemoryDriver) => {
      const [token] = value(await new TokenRegistry([driver]).tokens());
      return { tries: token?.tries, retriesLeft: token?.retriesLeft, onToken: token?.onToken };
    };
    expect(await facts(one)).toEqual({ tries: 'unknown', retriesLeft: undefined, onToken: false });
    expect(await facts(one.fresh({ tells: 'number', maxTries: 3 }))).toMatchObject({ retriesLeft: 3 });
    expect(await facts(one.fresh({ tells: 'flags', maxTries: 1 }))).toMatchObject({ tries: 'last' });
    expect(await facts(one.fresh({ onToken: true }))).toMatchObject({ onToken: true });
  });

  it('shows two tokens of one driver that hold nothing', async () => {
    const blank = (id: string) => (token: DriverToken) => ({ ...token, id, certificates: [] });
    expect(value(await new TokenRegistry([again(one, blank('a')), again(other, blank('b'))]).tokens())).toHaveLength(2);
  });

  it('tells of a driver’s failure only where there is nothing else to show', async () => {
    expect(value(await new TokenRegistry([failing('module.missing'), other]).tokens())).toHaveLength(1);
    expect(await new TokenRegistry([failing('module.missing')]).tokens()).toEqual(failure('module.missing'));
    const empty = again(one);
    Object.assign(empty, { list: async () => success([]) });
    expect(await new TokenRegistry([empty, failing('driver.crashed')]).certificates()).toEqual(
      failure('driver.crashed'),
    );
  });

  it('says that there is no driver, rather than no token', async () => {
    expect(await new TokenRegistry([]).tokens()).toEqual(failure('module.missing'));
  });

  it('keeps a token with its driver while that cannot list, for it holds the login', async () => {
    const first = again(one);
    const registry = new TokenRegistry([first, again(one)]);
    await registry.tokens();
    Object.assign(first, { list: async () => failure('driver.crashed') });
    expect(value(await registry.tokens())).toHaveLength(1);
    expect(registry.driverOf(one.token)).toBe(first);
    Object.assign(first, { list: async () => success([]) });
    await registry.tokens();
    expect(registry.driverOf(one.token)).not.toBe(first);
  });

  it('waits for a driver that hangs once, then only where there is nothing else to show', async () => {
    const slow = again(other);
    let answer = (_: Result<readonly DriverToken[]>): void => undefined;
    const hang = async () =>
      new Promise<Result<readonly DriverToken[]>>((resolve) => {
        answer = resolve;
      });
    Object.assign(slow, { list: hang });
    const registry = new TokenRegistry([one, slow]);
    const first = registry.tokens();
    answer(failure('driver.timeout'));
    expect(value(await first)).toHaveLength(1);
    expect(value(await registry.tokens())).toHaveLength(1);
    answer(await other.list());
    Object.assign(slow, { list: () => other.list() });
    await new Promise(setImmediate);
    expect(value(await registry.tokens())).toHaveLength(2);
  });

  it('asks a driver that is busy once more, however many wait, and shows them what is there by then', async () => {
    const busy = again(one);
    const asked: ((list: Result<readonly DriverToken[]>) => void)[] = [];
    Object.assign(busy, { list: () => new Promise((resolve) => asked.push(resolve)) });
    const registry = new TokenRegistry([busy]);
    const first = registry.tokens();
    const others = [registry.tokens(), registry.tokens(), registry.certificates()];
    expect(asked).toHaveLength(1);
    asked[0]?.(failure('driver.timeout'));
    expect(await first).toEqual(failure('driver.timeout'));
    await new Promise(setImmediate);
    asked[1]?.(await one.list());
    for (const list of await Promise.all(others)) expect(value<readonly unknown[]>(list)).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });
});

describe('a driver’s state', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const states = (registry: TokenRegistry) => Promise.all(registry.drivers().map((driver) => driver.state()));

  it('is what it answered last, and a driver that could list is not asked for it', async () => {
    let asked = 0;
    const counting = again(one);
    const list = async () => {
      asked += 1;
      return success([]);
    };
    Object.assign(counting, { list });
    const registry = new TokenRegistry([counting, failing('driver.crashed')]);
    expect(await states(registry)).toEqual(['ok', 'driver.crashed']);
    expect(await states(registry)).toEqual(['ok', 'driver.crashed']);
    expect(asked).toBe(1);
  });

  it('comes with the name of its file, and counts again once what was wrong is mended', async () => {
    const broken = failing('module.missing');
    Object.assign(broken, { file: join(folder, '驱动.so') });
    const registry = new TokenRegistry([broken]);
    expect(registry.drivers()).toMatchObject([{ name: 'memory', file: '驱动.so' }]);
    expect(await states(registry)).toEqual(['module.missing']);
    copyFileSync(process.execPath, join(folder, '驱动.so'));
    Object.assign(broken, { list: async () => success([]) });
    expect(await states(registry)).toEqual(['ok']);
  });

  it('is that of the file where this was taken away from a driver that works', async () => {
    const file = join(folder, '驱动.so');
    copyFileSync(process.execPath, file);
    const registry = new TokenRegistry([Object.assign(again(one), { file })]);
    expect(await states(registry)).toEqual(['ok']);
    writeFileSync(file, 'no library');
    expect(await states(registry)).toEqual(['module.notPkcs11']);
    rmSync(file);
    expect(await states(registry)).toEqual(['module.missing']);
  });
});
