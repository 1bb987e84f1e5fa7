import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.js';
import type { Reminder } from './due.js';
import { Reminders } from './reminders.js';

const DAY_MS = 86_400_000;
const NOON = new Date(2026, 8, 1, 12).getTime();

let stored: Record<string, unknown>;
let clock: FakeClock;
let given: Reminder[];
let daily: boolean[];
let allowed: boolean;
let reminders: Reminders;

/** As after a restart of the service worker. */
function start(): Reminders {
  return new Reminders({
    storage: {
      get: async () => structuredClone(stored),
      set: async (values: object) => void Object.assign(stored, structuredClone(values)),
    } as ConstructorParameters<typeof Reminders>[0]['storage'],
    now: () => clock.now(),
    allowed: async () => allowed,
    notify: async (reminder) => void given.push(reminder),
    daily: async (on) => void daily.push(on),
  });
}

function certificate(id: string, days: number, more: object = {}) {
  return { id, token: `token of ${id}`, notAfter: new Date(NOON + days * DAY_MS).toISOString(), demo: false, ...more };
}

/** Looks each day, as the alarm has it. */
async function days(count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    await reminders.check();
    clock.sleep(DAY_MS);
  }
}

beforeEach(() => {
  stored = {};
  clock = new FakeClock(NOON);
  given = [];
  daily = [];
  allowed = true;
  reminders = start();
});

test('each threshold is told once, on its day, and nothing after the end', async () => {
  await reminders.seen([certificate('a', 70)]);
  await reminders.turn(true);
  await days(80);
  expect(given.map(({ threshold, days }) => [threshold, days])).toEqual([
    [60, 60],
    [30, 30],
    [7, 7],
    [1, 1],
  ]);
});

test('what fell due while the computer was off is told once, with the days that are left', async () => {
  await reminders.seen([certificate('a', 70)]);
  await reminders.turn(true);
  clock.sleep(50 * DAY_MS);
  await days(10);
  expect(given.map(({ threshold, days }) => [threshold, days])).toEqual([[30, 20]]);
});

test('a service worker that starts anew tells nothing twice', async () => {
  await reminders.seen([certificate('a', 20)]);
  await reminders.turn(true);
  reminders = start();
  await reminders.check();
  await reminders.seen([certificate('a', 20)]);
  await reminders.check();
  expect(given).toHaveLength(1);
});

test('looks that come together tell it once', async () => {
  await reminders.seen([certificate('a', 20)]);
  await Promise.all([reminders.turn(true), reminders.check(), reminders.check()]);
  expect(given).toHaveLength(1);
});

describe('nothing is told', () => {
  test('before the clerk has turned reminders on', async () => {
    await reminders.seen([certificate('a', 20)]);
    await reminders.check();
    expect([given, daily]).toEqual([[], [false]]);
  });

  test('after they were turned off', async () => {
    await reminders.turn(true);
    await reminders.turn(false);
    await reminders.seen([certificate('a', 20)]);
    await reminders.check();
    expect(given).toEqual([]);
    expect(daily).toEqual([true, false, false]);
  });

  test('where the browser no longer lets notifications be shown', async () => {
    await reminders.seen([certificate('a', 20)]);
    allowed = false;
    await reminders.turn(true);
    expect([given, await reminders.on()]).toEqual([[], false]);
  });

  test('of the demo certificate, of one for encryption, and of one that has ended', async () => {
    await reminders.turn(true);
    await reminders.seen([
      certificate('demo', 5, { demo: true }),
      certificate('signs', 100, { encryption: 'encrypts' }),
      certificate('encrypts', 5),
      certificate('ended', -1),
    ]);
    await reminders.check();
    expect(given).toEqual([]);
  });

  test('of a certificate that was renewed on its token', async () => {
    await reminders.turn(true);
    await reminders.seen([certificate('old', 20, { token: 't' })]);
    await reminders.seen([certificate('new', 385, { token: 't' })]);
    await reminders.check();
    expect(given).toEqual([]);
  });
});

test('a token that is not plugged in is reminded of all the same', async () => {
  await reminders.turn(true);
  await reminders.seen([certificate('a', 20)]);
  await reminders.seen([certificate('b', 200)]);
  await reminders.check();
  expect(given.map(({ certificate }) => certificate)).toEqual(['a']);
});

test('what is kept names nobody', async () => {
  await reminders.seen([certificate('a', 20, { owner: '衡水某某有限公司', serial: '01', uniqueId: 'u' })]);
  expect(stored).toEqual({
    expiry: {
      schemaVersion: 1,
      on: false,
      certificates: [{ id: 'a', token: 'token of a', end: certificate('a', 20).notAfter, told: [] }],
    },
  });
});

test('what cannot be read is not believed, and said in the log', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  stored = { expiry: { schemaVersion: 1, on: true, certificates: 'all' } };
  expect(await reminders.on()).toBe(false);
  expect(warn).toHaveBeenCalled();
  warn.mockRestore();
});

test('a notification that the browser refuses is told at the next look', async () => {
  await reminders.seen([certificate('a', 20)]);
  const failing = new Reminders({
    storage: {
      get: async () => structuredClone(stored),
      set: async (values: object) => void Object.assign(stored, structuredClone(values)),
    } as ConstructorParameters<typeof Reminders>[0]['storage'],
    now: () => clock.now(),
    allowed: async () => true,
    notify: async () => Promise.reject(new Error('refused')),
    daily: async () => {},
  });
  await expect(failing.turn(true)).rejects.toThrow('refused');
  await reminders.check();
  expect(given).toHaveLength(1);
});
