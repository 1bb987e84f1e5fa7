import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { within } from './deadline.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('an answer in time is the answer, and so is a failure', async () => {
  await expect(within(100, Promise.resolve('answer'))).resolves.toBe('answer');
  await expect(within(100, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

test('a promise that never settles is given up', async () => {
  const outcome = expect(within(100, new Promise(() => {}))).rejects.toThrow('100 ms');
  await vi.advanceTimersByTimeAsync(100);
  await outcome;
});
