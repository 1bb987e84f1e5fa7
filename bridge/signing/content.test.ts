import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeContent, isOpaqueDigest } from './content.js';

describe('describeContent', () => {
  it('shows readable text as it will be signed', () => {
    expect(describeContent(Buffer.from('登录 8f3a'), 'utf-8')).toMatchObject({
      kind: 'text',
      shown: '登录 8f3a',
      length: 7,
    });
    expect(describeContent(Buffer.from('%PDF-1.7 …'), 'utf-8')).toMatchObject({ kind: 'document', length: 12 });
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

describe('a digest that was computed elsewhere', () => {
  const digests = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((hash) =>
    createHash(hash).update('登录-8f3a').digest(),
  );

  it.each(digests.map((digest) => [digest.length, digest] as const))('is noticed: %i bytes', (_, digest) => {
    const hex = digest.toString('hex');
    const variants = [
      ...[hex, hex.toUpperCase(), `0x${hex}`, ` ${hex}\r\n`, hex.replace(/..(?=.)/g, '$&:')],
      ...[digest.toString('base64'), digest.toString('base64url'), digest.toString('base64').replace(/=+$/, '')],
    ];
    for (const text of variants) {
      for (const encoding of ['utf-8', 'gbk'] as const) {
        expect([text, isOpaqueDigest(Buffer.from(text), encoding)]).toEqual([text, true]);
      }
    }
    expect(isOpaqueDigest(digest, 'utf-8')).toBe(true);
  });

  it('in GBK may be any text of so many bytes that is not all ASCII', () => {
    const digest = Buffer.from('b5c7c2bc'.repeat(5), 'hex');
    expect(describeContent(digest, 'gbk').kind).toBe('text');
    expect(isOpaqueDigest(digest, 'gbk')).toBe(true);
    expect(isOpaqueDigest(Buffer.concat([digest, Buffer.from('.')]), 'gbk')).toBe(false);
    expect(isOpaqueDigest(Buffer.from('portal-login-20261124-8f3a-00001'), 'gbk')).toBe(false);
  });

  it.each([
    ['a text', '登录-8f3a'],
    ['a text as long as one', '登录登录登录-1'],
    ['hex of another length', 'a1b2c3d4'.repeat(3)],
    ['as many other characters', 'portal-login-20261124-8f3a-00001'],
    ['base64 of another length', Buffer.alloc(21, 0xfe).toString('base64')],
    ['more than one', `${'a1'.repeat(32)} ${'b2'.repeat(32)}`],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(isOpaqueDigest(Buffer.from(text), 'utf-8')).toBe(false);
  });
});
