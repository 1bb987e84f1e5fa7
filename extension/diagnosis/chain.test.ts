import { describe, expect, test } from 'vitest';
import { CHAIN_LINKS } from '../../shared/text/diagnosis-page.js';
import type { CheckResult } from '../checks/result.js';
import { chainOf } from './chain.js';

const BEGIN = 1_000;

function found(id: CheckResult['id'], code: string, at = BEGIN): CheckResult {
  return { id, code, facts: {}, at };
}

const WHOLE = [
  found('popups', 'allowed'),
  found('browser', 'chrome'),
  found('system', 'supported'),
  found('program', 'ready'),
  found('driver', 'found'),
  found('token', 'present'),
  found('validity', 'valid'),
  found('site', 'enabled'),
];

function statesOf(results: readonly CheckResult[], since: number | null = null): string {
  return chainOf(results, since)
    .links.map(({ state }) => state)
    .join(' ');
}

/** The whole chain with these findings in the place of its own. */
function but(...others: readonly CheckResult[]): readonly CheckResult[] {
  return [...WHOLE.filter(({ id }) => !others.some((one) => one.id === id)), ...others];
}

test('a whole chain is green from end to end', () => {
  const { links, broken } = chainOf(WHOLE, null);
  expect(links.map(({ id }) => id)).toEqual(CHAIN_LINKS);
  expect([new Set(links.map(({ state }) => state)), broken]).toEqual([new Set(['good']), null]);
});

test('only the first broken link is red, and nothing behind it is said to be known', () => {
  const results = but(found('program', 'bridge.unreachable'), found('validity', 'expired'), found('site', 'none'));
  expect(statesOf(results)).toBe('good good bad behind behind behind behind');
  expect(chainOf(results, null).broken).toMatchObject({ link: 'program', result: { code: 'bridge.unreachable' } });
});

test('what only needs attention is yellow and breaks nothing; what nobody knows is neither green nor red', () => {
  const results = but(found('validity', 'within7'), found('driver', 'unknown'), found('seal', 'unknown'));
  expect(statesOf(results)).toBe('good good good unknown good warn good');
  expect(chainOf(results, null).broken).toBeNull();
  expect(new Set(statesOf([]).split(' '))).toEqual(new Set(['unknown']));
});

test('of several findings about a link the worst is named', () => {
  const results = but(found('token', 'token.twoDrivers'), found('tries', 'locked'));
  expect(chainOf(results, null).broken).toMatchObject({ link: 'token', result: { id: 'tries' } });
});

test('what stops no login breaks no link', () => {
  expect(chainOf(but(found('record', 'broken')), null).broken).toBeNull();
});

describe('while a run is under way', () => {
  test('old findings are waited for, even red ones, and new ones are shown', () => {
    const old = [found('program', 'bridge.unreachable', BEGIN - 1), found('token', 'unknown', BEGIN - 1)];
    expect(statesOf(but(...old), BEGIN)).toBe('good good waiting good waiting good good');
    expect(chainOf(but(...old), BEGIN).broken).toBeNull();
    expect(statesOf([], BEGIN)).toMatch(/^(waiting ?){7}$/);
  });

  test('a new broken link is named while others are still waited for', () => {
    const results = but(found('driver', 'found', BEGIN - 1), found('token', 'token.none'));
    expect(statesOf(results, BEGIN)).toBe('good good good waiting bad behind behind');
  });
});
