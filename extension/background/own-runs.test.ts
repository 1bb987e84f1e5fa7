import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CheckResult } from '../checks/result.js';
import type { CheckRunner } from './checks.js';
import { OwnRuns } from './own-runs.js';

const FRONT = { tab: 3, origin: 'https://portal.test' };

function setUp({ held = true, program = 'ready' } = {}) {
  const ends: (() => void)[] = [];
  const run = vi.fn(async (..._: Parameters<CheckRunner['run']>): Promise<readonly CheckResult[]> => {
    await new Promise<void>((resolve) => {
      ends.push(resolve);
    });
    return [];
  });
  const results: CheckResult[] = [{ id: 'program', code: program, facts: {}, at: 1 }];
  const kept = vi.fn(async () => ({ at: 1, results, history: [] }));
  const runs = new OwnRuns({
    checks: { run, kept },
    front: async () => FRONT,
    enabled: async () => new Set([FRONT.origin]),
    held: () => held,
  });
  return { run, runs, kept, end: () => ends.shift()?.() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each(['token.changed', 'pairing.revoked', 'disconnected'] as const)('%s has the checks run', async (event) => {
  const { run, runs } = setUp();
  runs.happened(event);
  await settled();
  expect(run.mock.calls).toEqual([[{ front: FRONT, pdf: null }, undefined]]);
});

test('beats, the record, and a connection that nobody needs any more wake nothing', async () => {
  const { run, runs } = setUp({ held: false });
  for (const event of ['beat', 'recorded', 'disconnected'] as const) runs.happened(event);
  await settled();
  expect(run).not.toHaveBeenCalled();
});

test('however much happens during a run, one more follows', async () => {
  const { run, runs, end } = setUp();
  for (let count = 0; count < 5; count += 1) runs.soon();
  await settled();
  expect(run).toHaveBeenCalledTimes(1);
  end();
  await settled();
  expect(run).toHaveBeenCalledTimes(2);
  end();
  await settled();
  expect(run).toHaveBeenCalledTimes(2);
});

test('a bridge that is back is looked at; one that the checks have seen is not', async () => {
  const back = setUp({ program: 'bridge.unreachable' });
  await back.runs.connected();
  await settled();
  expect(back.run).toHaveBeenCalledTimes(1);

  const seen = setUp();
  await seen.runs.connected();
  await settled();
  expect(seen.run).not.toHaveBeenCalled();
});

test('a connection that a run has made itself is judged when that run has ended', async () => {
  const { run, runs, end, kept } = setUp();
  runs.soon();
  await settled();
  const connected = runs.connected();
  await settled();
  expect(kept).not.toHaveBeenCalled();
  end();
  await connected;
  expect(run).toHaveBeenCalledTimes(1);
});

test('a run that fails is told in the log and keeps no other away', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const { run, runs } = setUp();
  run.mockRejectedValueOnce(new Error('no storage'));
  runs.soon();
  await settled();
  expect(warn).toHaveBeenCalledOnce();
  runs.soon();
  await settled();
  expect(run).toHaveBeenCalledTimes(2);
  warn.mockRestore();
});

describe('a tab that has loaded', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a page of an enabled site has what pages change looked at, once for all that load at a time', async () => {
    const { run, runs } = setUp();
    for (let count = 0; count < 5; count += 1) await runs.loaded(`${FRONT.origin}/home.html`);
    expect(run).not.toHaveBeenCalled();
    await vi.runAllTimersAsync();
    expect(run.mock.calls).toEqual([[{ front: FRONT, pdf: null }, ['site', 'page', 'popups']]]);
    // The next one while that run is still under way, too: it may have looked before.
    await runs.loaded(FRONT.origin);
    await vi.runAllTimersAsync();
    expect(run).toHaveBeenCalledTimes(2);
  });

  test.each([undefined, 'https://other.test/', 'chrome://newtab/'])('of %s nothing is looked at', async (url) => {
    const { run, runs } = setUp();
    await runs.loaded(url);
    await vi.runAllTimersAsync();
    expect(run).not.toHaveBeenCalled();
  });
});
