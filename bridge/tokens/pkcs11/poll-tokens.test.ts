import { expect, it, vi } from 'vitest';
import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import type { DriverToken } from '../driver.js';
import { ManualClock } from '../testing/manual-clock.js';
import { POLL_MS, POLL_UNUSABLE_MS, pollTokens } from './poll-tokens.js';

const PASSWORD = { onToken: false, tries: 'unknown', minBytes: 1, maxBytes: 8 } as const;
const present = (...ids: string[]) =>
  success(ids.map((id) => ({ id, label: '', certificates: [], password: PASSWORD })));

function start(list: () => Promise<Result<readonly DriverToken[]>>) {
  const clock = new ManualClock();
  const changed = vi.fn();
  const stop = pollTokens(list, clock, changed);
  const began = (ms = POLL_MS) => vi.waitUntil(() => clock.has(ms));
  const look = async (next = POLL_MS, ms = POLL_MS) => {
    await clock.fire(ms);
    await vi.waitUntil(() => clock.has(next));
  };
  return { clock, changed, stop, began, look };
}

it('tells of tokens that came, went or were swapped, and of nothing else', async () => {
  let tokens = present('a');
  const { changed, began, look } = start(async () => tokens);
  await began();
  const after = async (...ids: string[]) => {
    tokens = present(...ids);
    await look();
    return changed.mock.calls.length;
  };
  expect([await after('a'), await after('a', 'b'), await after('b', 'a')]).toEqual([0, 1, 1]);
  expect([await after('b'), await after('c'), await after('c'), await after()]).toEqual([2, 3, 3, 4]);
});

it('looks rarely at a module that cannot be used', async () => {
  let answer: Result<readonly DriverToken[]> = failure('module.missing');
  const { changed, began, look } = start(async () => answer);
  await began(POLL_UNUSABLE_MS);
  answer = present('a');
  await look(POLL_MS, POLL_UNUSABLE_MS);
  expect(changed).toHaveBeenCalledTimes(1);
});

it('looks soon at a token that hung or crashed its library: it may be plugged in again', async () => {
  let answer: Result<readonly DriverToken[]> = failure('driver.timeout');
  const { changed, began, look } = start(async () => answer);
  await began();
  answer = failure('driver.crashed');
  await look();
  answer = present('a');
  await look();
  expect(changed).toHaveBeenCalledTimes(1);
  answer = failure('driver.crashed');
  for (let times = 1; times <= 5; times += 1) await look();
  await look(POLL_UNUSABLE_MS);
});

it('is quiet once it was stopped, even in the middle of a look', async () => {
  let answer = (_: Result<readonly DriverToken[]>): void => undefined;
  const late = new Promise<Result<readonly DriverToken[]>>((resolve) => {
    answer = resolve;
  });
  const answers = [Promise.resolve(present('a')), late];
  const { clock, changed, stop, began } = start(() => answers.shift() ?? late);
  await began();
  await clock.fire(POLL_MS);
  stop();
  answer(present('b'));
  await late;
  expect([changed.mock.calls.length, clock.has(POLL_MS)]).toEqual([0, false]);
});
