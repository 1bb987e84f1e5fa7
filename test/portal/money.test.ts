import { expect, it } from 'vitest';
import { inWords } from './money.js';

it.each([
  [0, '零元整'],
  [5, '伍分'],
  [44_845, '肆佰肆拾捌元肆角伍分'],
  [100_005, '壹仟元零伍分'],
  [10_010_00, '壹万零壹拾元整'],
  [105_000_00, '壹拾万伍仟元整'],
  [1_000_000_010, '壹仟万元壹角整'],
  [12_345_678_901_20, '壹佰贰拾叁亿肆仟伍佰陆拾柒万捌仟玖佰零壹元贰角整'],
])('writes %s as %s', (amount, words) => {
  expect(inWords(amount)).toBe(words);
});
