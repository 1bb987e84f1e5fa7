import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Hop } from '../messages/hops-list.js';
import { HopLog, MAX_HOPS } from './hop-log.js';

const HOP: Hop = {
  at: 0,
  took: 3,
  hop: 'bridge',
  name: 'status',
  sent: 40,
  received: 90,
  outcome: 'ok',
  tab: null,
  frame: null,
  origin: null,
};
const hop = (at: number): Hop => ({ ...HOP, at });

let kept: Record<string, unknown>;
const storage = { get: async () => kept, set: vi.fn(async (items: object) => void Object.assign(kept, items)) };

beforeEach(() => {
  kept = {};
  storage.set.mockClear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('keeps the last 500', async () => {
  const log = new HopLog(storage);
  for (let at = 0; at < MAX_HOPS + 7; at += 1) log.add(hop(at));
  const all = await log.list();
  expect([all.length, all[0]?.at, all.at(-1)?.at]).toEqual([500, 7, 506]);
});

it('is written down once a second, however much there is, and goes on in the next service worker', async () => {
  const log = new HopLog(storage);
  for (const at of [1, 2, 3]) log.add(hop(at));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(storage.set).toHaveBeenCalledTimes(1);
  const next = new HopLog(storage);
  next.add(hop(4));
  expect((await next.list()).map(({ at }) => at)).toEqual([1, 2, 3, 4]);
});

it('what it finds stored and does not know is left out', async () => {
  kept = { hops: [hop(1), { ...hop(2), content: 'secret' }, 'rubbish'] };
  expect((await new HopLog(storage).list()).map(({ at }) => at)).toEqual([1]);
});

it('is empty when it was cleared, for the next service worker as well', async () => {
  const log = new HopLog(storage);
  log.add(hop(1));
  await log.clear();
  expect([await log.list(), await new HopLog(storage).list()]).toEqual([[], []]);
});
