import { expect, test } from 'vitest';
import type { CheckResult } from './result.js';
import { readBoth, readChecks, storedForm, withResults } from './stored.js';

const found = (id: CheckResult['id'], code: string, at: number): CheckResult => ({ id, code, facts: { n: at }, at });
const EMPTY = readChecks(undefined);

test('newer findings take the place of older ones, and only changes are noted', () => {
  let checks = withResults(EMPTY, [found('token', 'present', 1), found('program', 'ready', 1)], 1);
  checks = withResults(checks, [found('token', 'present', 2)], 2);
  checks = withResults(checks, [found('token', 'token.none', 3)], 3);
  expect(checks.at).toBe(3);
  expect(checks.results).toEqual([found('program', 'ready', 1), found('token', 'token.none', 3)]);
  expect(checks.history.map(({ code, at }) => [code, at])).toEqual([
    ['token.none', 3],
    ['present', 1],
    ['ready', 1],
  ]);
});

test('what was not told in time is shown as such, and is no change', () => {
  let checks = withResults(EMPTY, [found('token', 'present', 1)], 1);
  checks = withResults(checks, [found('token', 'unknown', 2)], 2);
  expect(checks.results).toEqual([found('token', 'unknown', 2)]);
  checks = withResults(checks, [found('token', 'present', 3)], 3);
  expect(checks.history).toEqual([found('token', 'present', 1)]);
});

test('the history has an end', () => {
  let checks = EMPTY;
  for (let at = 1; at <= 300; at += 1)
    checks = withResults(checks, [found('token', at % 2 ? 'present' : 'token.none', at)], at);
  expect(checks.history.length).toBe(200);
  expect(checks.history[0]?.at).toBe(300);
});

test('what is kept is read again; of another version’s as much as this one understands', () => {
  const checks = withResults(EMPTY, [found('token', 'present', 1), found('program', 'ready', 1)], 1);
  const kept = JSON.parse(JSON.stringify(storedForm(checks, 'local'))) as ReturnType<typeof storedForm>;
  expect(readChecks(kept)).toEqual(checks);
  const strange = { ...kept, results: [{ ...found('token', 'glowing', 1) }, ...kept.results] };
  expect(readChecks(strange).results).toEqual(checks.results);
  for (const broken of [undefined, null, 'x', {}, { ...kept, schemaVersion: 2 }])
    expect(readChecks(broken)).toEqual(EMPTY);
});

test('what tells of a password is not among what is written to disk, and is read together with the rest', () => {
  const checks = withResults(EMPTY, [found('token', 'present', 1), found('initialPassword', 'initial', 2)], 2);
  const local = storedForm(checks, 'local');
  expect(JSON.stringify(local)).not.toContain('initial');
  expect(readBoth(local, storedForm(checks, 'session'))).toEqual({
    ...checks,
    history: [...checks.history].sort((a, b) => b.at - a.at),
  });
});
