import { expect, it } from 'vitest';
import { tokenLabel } from './token-label.js';

it.each([
  ['blanks', '衡水一中          ', '衡水一中'],
  ['zeros', 'HaiKey\0\0\0', 'HaiKey'],
])('a label loses the %s that fill it up', (_, label, shown) => {
  expect(tokenLabel(Buffer.from(label))).toBe(shown);
});

it.each([30, 31, 32])('a label loses the part of a character at its end, cut at %i bytes', (length) => {
  expect(tokenLabel(Buffer.from('衡'.repeat(11)).subarray(0, length))).toBe('衡'.repeat(10));
});

it('a label in GBK is read as such, cut or not', () => {
  // 衡水 in GBK, as makers write it.
  const gbk = Buffer.from('bae2cbae', 'hex');
  expect(tokenLabel(gbk)).toBe('衡水');
  expect(tokenLabel(Buffer.concat([...Array<Buffer>(10).fill(gbk), gbk.subarray(0, 1)]).subarray(0, 31))).toBe(
    `${'衡水'.repeat(7)}衡`,
  );
});
