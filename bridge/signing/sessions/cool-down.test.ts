import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { CoolDown } from './cool-down.js';

const MINUTE = 60_000;
let clock: FakeClock;
let coolDown: CoolDown;
beforeEach(() => {
  clock = new FakeClock();
  coolDown = new CoolDown(clock);
});

/** Minutes until the token's password may be asked for again. */
function pause(token = 'one'): number {
  for (let minutes = 0; ; minutes += 1) {
    if (!coolDown.pauses(token)) return minutes;
    clock.advance(MINUTE);
  }
}

it('comes after the second dialogue in a row, and grows from one minute to ten', () => {
  const pauses = Array.from({ length: 8 }, () => {
    coolDown.failed('one');
    return pause();
  });
  expect(pauses).toEqual([0, 1, 2, 4, 8, 10, 10, 10]);
});

it('is one token’s alone', () => {
  coolDown.failed('one');
  coolDown.failed('two');
  expect([coolDown.pauses('one'), coolDown.pauses('two')]).toEqual([false, false]);
  coolDown.failed('one');
  expect([coolDown.pauses('one'), coolDown.pauses('two')]).toEqual([true, false]);
});

it('is over with the right password, and the next one begins anew', () => {
  for (let i = 0; i < 5; i += 1) coolDown.failed('one');
  coolDown.accepted('one');
  expect(coolDown.pauses('one')).toBe(false);
  coolDown.failed('one');
  expect(coolDown.pauses('one')).toBe(false);
});

it('does not count dialogues that were an hour apart', () => {
  coolDown.failed('one');
  clock.advance(60 * MINUTE);
  coolDown.failed('one');
  expect(coolDown.pauses('one')).toBe(false);
});

it('is over where the computer’s clock was set back', () => {
  coolDown.failed('one');
  coolDown.failed('one');
  clock.sleep(-24 * 60 * MINUTE);
  expect(coolDown.pauses('one')).toBe(false);
});
