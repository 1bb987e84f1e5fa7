import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../test/support/fake-clock.js';
import type { PasswordFacts } from '../../tokens/driver.js';
import { nextAttempt } from './attempts.js';
import { isInitialPassword } from './initial-password.js';
import { Sessions } from './sessions.js';

const MINUTE = 60_000;
const LIFETIME = 30 * MINUTE;
const MANY = { signOnce: [] };
let clock: FakeClock;
let expired: string[];
let sessions: Sessions;

beforeEach(() => {
  clock = new FakeClock();
  expired = [];
  sessions = new Sessions(clock, (token) => expired.push(token));
});

describe('a session', () => {
  it('is one document’s, on one token', () => {
    expect(sessions.begin('A', 'one', MANY, LIFETIME)).toBe(true);
    expect([sessions.holds('A', 'one'), sessions.holds('B', 'one'), sessions.holds('A', 'two')]).toEqual([
      true,
      false,
      false,
    ]);
    sessions.begin('B', 'one', MANY, LIFETIME);
    expect([sessions.holds('A', 'one'), sessions.holds('B', 'one')]).toEqual([false, true]);
  });

  it('ends in time, told once, and at once where a computer slept', () => {
    sessions.begin('A', 'one', MANY, LIFETIME);
    expect(sessions.until('A', 'one')).toBe(clock.now() + LIFETIME);
    clock.advance(LIFETIME - 1);
    expect([sessions.holds('A', 'one'), expired]).toEqual([true, []]);
    clock.advance(1);
    expect([sessions.holds('A', 'one'), expired]).toEqual([false, ['one']]);
    sessions.begin('A', 'one', MANY, LIFETIME);
    clock.sleep(31 * MINUTE);
    expect([sessions.holds('A', 'one'), sessions.state('A', 'one', 'c')]).toEqual([false, 'closed']);
  });

  it('that ended otherwise, or was begun anew, leaves no timer behind', () => {
    sessions.begin('A', 'one', MANY, LIFETIME);
    clock.advance(20 * MINUTE);
    sessions.begin('A', 'one', MANY, LIFETIME);
    clock.advance(20 * MINUTE);
    expect([sessions.holds('A', 'one'), expired]).toEqual([true, []]);
    sessions.end('one');
    clock.advance(60 * MINUTE);
    expect(expired).toEqual([]);
  });

  it('is none where the lifetime is nothing', () => {
    expect([sessions.begin('A', 'one', MANY, 0), sessions.holds('A', 'one')]).toEqual([false, false]);
  });

  it('opens every certificate but those that sign once a login', () => {
    sessions.begin('A', 'one', { signOnce: ['strict'] }, LIFETIME);
    expect([sessions.state('A', 'one', 'strict'), sessions.state('A', 'one', 'plain')]).toEqual(['closed', 'open']);
    expect(sessions.state('B', 'one', 'plain')).toBe('closed');
  });

  it('ends with its document', () => {
    sessions.begin('A', 'one', MANY, LIFETIME);
    sessions.begin('A', 'two', MANY, LIFETIME);
    sessions.begin('B', 'three', MANY, LIFETIME);
    expect(sessions.endWhere((scope) => scope === 'A')).toEqual(['one', 'two']);
    expect([sessions.holds('A', 'one'), sessions.holds('B', 'three')]).toEqual([false, true]);
  });
});

describe('what comes next in a dialogue', () => {
  const facts: PasswordFacts = { onToken: false, tries: 'unknown', minBytes: 6, maxBytes: 16 };

  it.each<[string, Partial<PasswordFacts>, number, object]>([
    ['nothing is known', {}, 0, { wrong: false, left: 'unknown' }],
    ['flags', { tries: 'few' }, 1, { wrong: true, left: 'few' }],
    ['a number', { tries: 'few', retriesLeft: 5 }, 0, { wrong: false, left: 5 }],
    ['the flag of the last try', { tries: 'last', retriesLeft: 3 }, 0, { wrong: false, left: 'last' }],
    ['a last one by number', { retriesLeft: 1 }, 1, { wrong: true, left: 'last' }],
  ])('by %s', (_, changes, wrong, value) => {
    expect(nextAttempt({ ...facts, ...changes }, wrong)).toEqual({ ok: true, value });
  });

  it('is nothing on a locked token, nor after two wrong ones', () => {
    const locked = { ok: false, reason: 'password.locked' };
    expect(nextAttempt({ ...facts, tries: 'locked' }, 0)).toEqual(locked);
    expect(nextAttempt({ ...facts, retriesLeft: 0 }, 2)).toEqual(locked);
    expect(nextAttempt({ ...facts, retriesLeft: 4 }, 2)).toEqual({
      ok: false,
      reason: 'password.incorrect',
      retriesLeft: 4,
    });
  });
});

it('the initial password is 123456 and nothing else', () => {
  expect(isInitialPassword(Buffer.from('123456'))).toBe(true);
  for (const other of ['', '12345', '1234567', '123457', '023456', '１２３４５６']) {
    expect(isInitialPassword(Buffer.from(other))).toBe(false);
  }
});
