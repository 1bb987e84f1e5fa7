import { expect, test } from 'vitest';
import { type CheckResult, lightOf, needsUser, problemsOf, repairOf, stateOf } from './result.js';

const found = (id: CheckResult['id'], code: string): CheckResult => ({ id, code, facts: {}, at: 0 });

const READY = found('program', 'ready');
const NO_TOKEN = found('token', 'token.none');
const BLOCKED = found('popups', 'blocked');
const RECORD = found('record', 'broken');

test('the light is as bad as the worst finding, and what is not known turns it neither way', () => {
  expect(lightOf([])).toBe('unknown');
  expect(lightOf([found('seal', 'unknown')])).toBe('unknown');
  const all = [READY, found('token', 'present'), found('validity', 'valid'), found('site', 'enabled')];
  expect(lightOf([...all, found('seal', 'unknown'), found('encryption', 'http')])).toBe('ready');
  // A desktop program that says nothing is no ready one.
  for (const missing of all) expect(lightOf(all.filter((one) => one !== missing))).toBe('unknown');
  expect(lightOf(all.map((one) => (one === READY ? found('program', 'unknown') : one)))).toBe('unknown');
  expect(lightOf([READY, BLOCKED])).toBe('attention');
  expect(lightOf([BLOCKED, NO_TOKEN, READY])).toBe('broken');
  // Whoever can file is not told that nothing can be filed.
  expect(lightOf([...all, BLOCKED, RECORD])).toBe('alarm');
  expect(lightOf([NO_TOKEN, RECORD])).toBe('broken');
});

test('what stops the work comes first, each in the order of the chain', () => {
  const unpaired = found('program', 'bridge.unpaired');
  const results = [BLOCKED, found('tries', 'few'), NO_TOKEN, READY, unpaired];
  expect(problemsOf(results).map(({ id }) => id)).toEqual(['program', 'token', 'tries', 'popups']);
});

test('a record that was tampered with comes next where nothing stops the work', () => {
  const results = [BLOCKED, RECORD, READY];
  expect(problemsOf(results)).toEqual([RECORD, BLOCKED]);
  expect(problemsOf([...results, NO_TOKEN])).toEqual([NO_TOKEN, RECORD, BLOCKED]);
  expect(results.map(needsUser)).toEqual([true, true, false]);
});

test('a code of another version counts as not known, and has no button', () => {
  for (const code of ['later', 'constructor']) {
    expect([stateOf(found('token', code)), repairOf(found('token', code))]).toEqual(['unknown', null]);
  }
});
