import { expect, it } from 'vitest';
import { findUnifiedCode, isUnifiedCode } from './unified-code.js';

const CODES = ['91110000802100433B', '91330100799655058B', '9144030071526726XG'];

it('knows codes by their check character', () => {
  for (const code of CODES) {
    expect(isUnifiedCode(code)).toBe(true);
    for (let at = 0; at < code.length; at += 1) {
      const other = code[at] === '7' ? '8' : '7';
      expect(isUnifiedCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
    }
  }
  expect(isUnifiedCode('91110000802100433b')).toBe(false);
  expect(isUnifiedCode('9111000080210043')).toBe(false);
});

it('finds one in a text, but not as part of something longer', () => {
  expect(findUnifiedCode('统一社会信用代码：91110000802100433b，地址')).toBe('91110000802100433B');
  expect(findUnifiedCode('31191116103724557542 91330100799655058B')).toBe('91330100799655058B');
  expect(findUnifiedCode(`X${CODES[0]}`)).toBeNull();
  expect(findUnifiedCode('')).toBeNull();
});
