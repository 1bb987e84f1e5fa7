import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.js';
import { Grants } from './grants.js';

let clock: FakeClock;
let grants: Grants<string>;

beforeEach(() => {
  clock = new FakeClock();
  grants = new Grants(clock);
});

function give(over: { token?: string; certificate?: string; count?: number; value?: string } = {}): void {
  const granted = { scope: 'page', token: 't', certificate: 'c', count: 2, lifetimeMs: 1_000, value: 'key' };
  grants.give({ ...granted, ...over });
}

it('are used up one by one', () => {
  give();
  expect([1, 2, 3].map(() => grants.take('page', 'c', 'code'))).toEqual(['key', 'key', null]);
});

it('are one document’s, with one certificate', () => {
  give();
  expect([grants.take('other', 'c', 'code'), grants.take('page', 'other', 'code')]).toEqual([null, null]);
  expect([1, 2, 3].map(() => grants.take('page', 'c', 'code'))).toEqual(['key', 'key', null]);
});

it('end with their time, on a computer that slept too', () => {
  give();
  clock.sleep(999);
  expect(grants.take('page', 'c', 'code')).toBe('key');
  clock.sleep(1);
  expect(grants.take('page', 'c', 'code')).toBeNull();
});

it('of a token replace each other, so that none adds to the next', () => {
  give({ count: 100 });
  give({ count: 1 });
  expect([1, 2].map(() => grants.take('page', 'c', 'code'))).toEqual(['key', null]);
});

it('end with their token’s login, and no other’s', () => {
  give();
  give({ token: 'u', certificate: 'd' });
  grants.end('t');
  expect([grants.take('page', 'c', 'code'), grants.take('page', 'd', 'code')]).toEqual([null, 'key']);
  grants.end('u');
  expect(grants.take('page', 'd', 'code')).toBeNull();
});

it('tell what is left and what was taken, also when they are used up', () => {
  give();
  clock.sleep(5);
  grants.take('page', 'c', 'aaaa bbbb');
  grants.take('page', 'c', 'cccc dddd');
  const began = clock.now() - 5;
  expect(grants.state((scope) => scope === 'page')).toEqual({
    left: 0,
    count: 2,
    until: began + 1_000,
    signed: ['aaaa bbbb', 'cccc dddd'].map((code) => ({ time: began + 5, code })),
  });
  expect(grants.state((scope) => scope === 'other')).toBeNull();
  clock.sleep(1_000);
  expect(grants.state((scope) => scope === 'page')).toBeNull();
});

it('last no longer on a computer whose clock was set back', () => {
  give();
  clock.sleep(-1);
  expect(grants.find('page', 'c')).toBeNull();
  expect(grants.state(() => true)).toBeNull();
});
