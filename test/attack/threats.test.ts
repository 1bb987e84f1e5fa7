import { expect, it } from 'vitest';
import type { Threat } from './attack.js';
import { MutatedSource } from './support/mutated-source.js';
import { THREATS } from './threats.js';

const attacks = THREATS.flatMap((threat) => ('attacks' in threat ? threat.attacks : []));

it('each threat has a short name of its own', () => {
  const ids = THREATS.map(({ id }) => id);
  expect(ids.filter((id, place) => ids.indexOf(id) !== place || !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});

it.each(THREATS)('$id is attacked, or waits for something: one of the two', (threat: Threat) => {
  const attacked = 'attacks' in threat && threat.attacks.length > 0;
  const waits = 'waitsFor' in threat && threat.waitsFor !== '';
  expect(attacked).not.toBe(waits);
});

it.each(attacks)('$what: names what it stands on, by text that is there', ({ defences }) => {
  expect(defences.length).toBeGreaterThan(0);
  for (const { without } of defences) {
    expect(without.length).toBeGreaterThan(0);
    new MutatedSource(without);
  }
});

it('a defence whose text has gone is noticed', () => {
  const gone = { file: 'bridge/main.ts', find: 'there is no such text', replace: '' };
  expect(() => new MutatedSource([gone])).toThrow('there is no such text');
});
