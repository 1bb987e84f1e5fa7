import { describe, expect, it } from 'vitest';
import { describeContent } from './content.js';

describe('describeContent', () => {
  it('shows readable text as it will be signed', () => {
    expect(describeContent(Buffer.from('登录 8f3a'), 'utf-8')).toMatchObject({
      kind: 'text',
      shown: '登录 8f3a',
      length: 7,
    });
    expect(describeContent(Buffer.from([0xb5, 0xc7, 0xc2, 0xbc]), 'gbk')).toMatchObject({
      kind: 'text',
      shown: '登录',
      length: 2,
    });
  });

  it('never calls binary data text', () => {
    for (const bytes of [
      Buffer.from([0, 1, 2]),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from('a\u0007b'),
      Buffer.from(''),
    ]) {
      expect(describeContent(bytes, 'utf-8').kind).toBe('bytes');
    }
  });

  it.each([16, 20, 32, 48, 64])('warns of %i bytes that look like a digest', (length) => {
    expect(describeContent(Buffer.alloc(length, 0xfe), 'utf-8')).toMatchObject({ kind: 'digest' });
  });

  it('names bytes by the beginning of their SHA-256', () => {
    expect(describeContent(Buffer.from([0]), 'utf-8')).toEqual({
      kind: 'bytes',
      length: 1,
      code: '6e34 0b9c ffb3 7a98',
    });
  });
});
