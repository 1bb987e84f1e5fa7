import { expect, test } from 'vitest';
import { KeyRing } from '../background/key-ring.js';
import { certificate, NOW } from '../checks/testing/facts.js';
import { readKeys, storedKeys, withSeen } from './stored.js';

const ONE = certificate(300, { id: 'c1', owner: '甲公司' });
const TWO = certificate(20, { id: 'c2', owner: '乙公司' });

test('every key that was seen stays, with whether it is there now', () => {
  const keys = withSeen(withSeen([], [ONE, TWO], NOW), [TWO], NOW + 1);
  expect(keys.map(({ id, present, seenAt }) => [id, present, seenAt - NOW])).toEqual([
    ['c2', true, 1],
    ['c1', false, 0],
  ]);
});

test('a name is kept when its key comes again', async () => {
  let kept: Record<string, unknown> = {};
  const storage = {
    get: async () => kept,
    set: async (items: Record<string, unknown>) => {
      kept = { ...kept, ...items };
    },
  } as unknown as ConstructorParameters<typeof KeyRing>[0];
  const ring = new KeyRing(storage, () => NOW);
  await Promise.all([ring.seen([ONE, TWO]), ring.rename('c1', '甲的'), ring.seen([TWO])]);
  await ring.seen([ONE, TWO]);
  expect(readKeys(kept.keys).map(({ id, nickname }) => [id, nickname])).toEqual([
    ['c1', '甲的'],
    ['c2', ''],
  ]);
  // One that is there is not forgotten.
  await ring.forget('c1');
  await ring.seen([]);
  await ring.forget('c2');
  expect(readKeys(kept.keys).map(({ id }) => id)).toEqual(['c1']);
});

test('what cannot be read is nothing', () => {
  const stored = storedKeys(withSeen([], [ONE], NOW));
  expect(readKeys(stored)).toHaveLength(1);
  for (const broken of [undefined, null, [], { ...stored, schemaVersion: 2 }, { ...stored, keys: [{}] }]) {
    expect(readKeys(broken)).toEqual([]);
  }
});
