import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json.js';

describe('a JSON text from a stranger', () => {
  it('is read as it stands', () => {
    const modest = fc.jsonValue({ maxDepth: 8 });
    fc.assert(
      fc.property(modest, (value) => {
        expect(JSON.stringify(parseJson(JSON.stringify(value)))).toBe(JSON.stringify(value));
      }),
    );
    for (const value of ['[[[['.repeat(100), '"\\', 'a,b'.repeat(20_000), '{"\\\\":"']) {
      expect(parseJson(JSON.stringify([value, { [value]: value }]))).toEqual([value, { [value]: value }]);
    }
  });

  it.each(['', '{', '"', '"\\"', '[1,]', '\ud800', 'undefined'])('is nothing where it is none: %j', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  it('may be 32 levels deep', () => {
    expect(parseJson(`${'['.repeat(32)}${']'.repeat(32)}`)).toBeDefined();
    expect(parseJson(`${'['.repeat(33)}${']'.repeat(33)}`)).toBeUndefined();
    expect(parseJson(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`)).toBeUndefined();
  });

  it('may hold twenty thousand values', () => {
    expect(parseJson(JSON.stringify(Array(20_000).fill(1)))).toBeDefined();
    expect(parseJson(JSON.stringify(Array(20_001).fill(1)))).toBeUndefined();
    expect(parseJson(JSON.stringify(Array(10_001).fill([])))).toBeUndefined();
  });
});
