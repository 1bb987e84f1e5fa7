import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Latest } from './latest.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('of a thousand at once the first and the last are handled, and later ones again', async () => {
  const handled: number[] = [];
  const latest = new Latest<number>(async (value) => void handled.push(value));
  for (let value = 1; value <= 1_000; value++) latest.set(value);
  await vi.runAllTimersAsync();
  latest.set(1_001);
  await vi.runAllTimersAsync();
  expect(handled).toEqual([1, 1_000, 1_001]);
});

test('one that fails does not keep the next', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const handle = vi.fn(async (_: number) => {});
  handle.mockRejectedValueOnce(new Error('gone'));
  const latest = new Latest(handle);
  latest.set(1);
  await vi.runAllTimersAsync();
  latest.set(2);
  await vi.runAllTimersAsync();
  expect(handle.mock.calls).toEqual([[1], [2]]);
});
