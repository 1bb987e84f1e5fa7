import { expect, it } from 'vitest';
import { tokenLabel } from './token-label.js';

/** 衡水 in GBK, as makers write it. */
const GBK = Buffer.from('bae2cbae', 'hex');

it.each([
  ['blanks', '衡水一中          ', '衡水一中'],
  ['half of a character', `${'衡'.repeat(10)}\ufffd`, '衡'.repeat(10)],
  ['zeros', 'HaiKey\0\0\0', 'HaiKey'],
])('a label loses the %s at its end', (_, label, shown) => {
  expect(tokenLabel(label, Buffer.from('other'))).toBe(shown);
});

it('a label that is not UTF-8 is replaced by that of the certificate, in UTF-8 or GBK', () => {
  const label = GBK.toString('utf8');
  expect(tokenLabel(label, GBK)).toBe('衡水');
  expect(tokenLabel(label, Buffer.from('河北'))).toBe('河北');
  expect(tokenLabel(label, null)).toBe(label);
});
