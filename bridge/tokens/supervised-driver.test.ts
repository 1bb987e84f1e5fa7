import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { END_MS } from './driver-child.js';
import { DEADLINE_MS } from './opened-child.js';
import { IDLE_MS } from './reader-process.js';
import { createSupervisedDriver, type SupervisedDriverOptions } from './supervised-driver.js';
import { DriverLog } from './testing/driver-log.js';
import { ManualClock } from './testing/manual-clock.js';
import { bundleScript, stopProcess, waitForEnd } from './testing/processes.js';

let script: string;
beforeAll(async () => {
  script = await bundleScript(new URL('./testing/fake-driver.ts', import.meta.url));
}, 60_000);
afterAll(() => rm(dirname(script), { recursive: true }));

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((driver) => driver.close()));
});

function start(behaviour: string, changes: Partial<SupervisedDriverOptions> = {}) {
  const clock = new ManualClock();
  const log = new DriverLog();
  const events: string[] = [];
  const place = { command: process.execPath, script, file: null };
  const base = { name: 'fake', demo: false, ...place, open: { behaviour }, log, clock };
  const driver = createSupervisedDriver({ ...base, ...changes });
  driver.onChange((change) => events.push(change.kind));
  running.push(driver);
  return { clock, log, events, driver };
}

describe('a driver that misbehaves', { timeout: 60_000 }, () => {
  it.each([
    'garbage',
    'oversize',
    'secret',
    'exit',
    'half a frame',
    'another id',
    'unknown key',
    'nonsense value',
    'reason of another part',
    'second hello',
    'answer before hello',
    'another driver',
  ])('costs one typed error and its process: %s', async (behaviour) => {
    const { driver, log } = start(behaviour);
    expect(await driver.list()).toEqual({ ok: false, reason: 'driver.crashed' });
    await waitForEnd(log.pid);
  });

  it('is missed at once, whatever its library has left running', { timeout: 10_000 }, async () => {
    const { driver } = start('exit beside a service');
    expect(await driver.list()).toEqual({ ok: false, reason: 'driver.crashed' });
    await driver.close();
  });

  it.each([
    ['silent', DEADLINE_MS.list],
    ['no hello', DEADLINE_MS.open],
  ])('is killed at the deadline: %s', async (behaviour, deadline) => {
    const { driver, clock, log } = start(behaviour);
    const [answer] = await Promise.all([driver.list(), clock.fire(deadline)]);
    expect(answer).toEqual({ ok: false, reason: 'driver.timeout' });
    await waitForEnd(log.pid);
  });

  it.each([
    ['the script is missing', { script: '/nonexistent/driver.cjs' }],
    ['Node is missing', { command: '/nonexistent/node' }],
  ])('is unavailable if %s', async (_, changes) => {
    const { driver } = start('good', changes);
    expect(await driver.list()).toEqual({ ok: false, reason: 'driver.unavailable' });
  });

  it('is started again at once three times, then after growing pauses', async () => {
    const { driver, clock, log } = start('exit');
    for (let crash = 0; crash < 3; crash += 1) await driver.list();
    expect(log.count('driver.started')).toBe(3);
    for (const pause of [250, 500, 1_000, 2_000, 2_000]) {
      const before = log.count('driver.started');
      const answer = driver.list();
      await clock.fire(pause);
      expect(await answer).toEqual({ ok: false, reason: 'driver.crashed' });
      expect(log.count('driver.started')).toBe(before + 1);
    }
  });
});

describe('a supervised driver', { timeout: 60_000 }, () => {
  it('starts its process when it is first asked, and keeps it', async () => {
    const { driver, log } = start('good');
    expect(log.count('driver.started')).toBe(0);
    await Promise.all([driver.list(), driver.list(), driver.list()]);
    expect(log.count('driver.started')).toBe(1);
  });

  it('passes events on', async () => {
    const { driver, events } = start('event');
    await driver.list();
    expect(events).toEqual(['tokens']);
  });

  it('replaces a process that has grown', async () => {
    const { driver, log, events } = start('heavy');
    await driver.list();
    await waitForEnd(log.pid);
    expect(await driver.list()).toEqual({ ok: true, value: [] });
    expect([log.count('driver.started'), log.count('driver.lost'), events]).toEqual([2, 0, []]);
  });

  it('ends a process that is idle, with force if it does not listen', async () => {
    const { driver, clock, log } = start('good');
    await driver.list();
    const { pid } = log;
    await clock.fire(IDLE_MS);
    await waitForEnd(pid);
    expect(await driver.list()).toEqual({ ok: true, value: [] });

    const stopped = log.pid;
    await stopProcess(stopped);
    await clock.fire(IDLE_MS);
    await clock.fire(END_MS);
    await waitForEnd(stopped);
    expect(log.count('driver.lost')).toBe(0);
  });

  it('does not count as idle while it is asked again', async () => {
    const { driver, clock } = start('silent');
    const answer = driver.list();
    await clock.fire(DEADLINE_MS.list);
    await answer;
    expect(clock.has(IDLE_MS)).toBe(false);
  });

  it('answers what is under way and what waits when it is closed', async () => {
    const { driver, clock, log } = start('silent');
    const answers = [driver.list(), driver.list()];
    await expect.poll(() => clock.has(DEADLINE_MS.list), { timeout: 20_000 }).toBe(true);
    await driver.close();
    expect(await Promise.all(answers)).toEqual(Array(2).fill({ ok: false, reason: 'driver.unavailable' }));
    await waitForEnd(log.pid);
    expect(await driver.list()).toEqual({ ok: false, reason: 'driver.unavailable' });
  });
});
