import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand, escapeText, LineReader, MAX_LINE, parseLine, unescapeBytes } from './assuan.js';

function readLines(chunks: readonly Buffer[]): { lines: string[]; intact: boolean } {
  const reader = new LineReader();
  const lines: string[] = [];
  const intact = chunks.every((chunk) => reader.push(chunk, (line) => lines.push(line.toString('latin1'))));
  return { lines, intact };
}

describe('percent-escaping', () => {
  it('gives any text back, and never leaves a line break in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[\r\n]/);
        expect(unescapeBytes(Buffer.from(escaped))).toEqual(Buffer.from(text));
      }),
    );
  });

  it('gives any bytes back that were escaped completely', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        expect(unescapeBytes(Buffer.from(escaped))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each(['%', '%4', '%zz', 'ab%1g', '% 1'])('refuses %j', (text) => {
    expect(unescapeBytes(Buffer.from(text))).toBeNull();
  });
});

describe('encodeCommand', () => {
  it('fits a line or is refused', () => {
    expect(encodeCommand('SETDESC', 'a'.repeat(MAX_LINE - 'SETDESC '.length))).toHaveLength(MAX_LINE + 1);
    expect(encodeCommand('SETDESC', 'a'.repeat(MAX_LINE - 'SETDESC '.length + 1))).toBeNull();
    expect(encodeCommand('SETDESC', '口'.repeat(331))).toBeNull();
  });
});

describe('parseLine', () => {
  it.each([
    ['OK', { kind: 'ok' }],
    ['OK Pleased to meet you', { kind: 'ok' }],
    ['ERR 83886179 Operation cancelled <Pinentry>', { kind: 'error', code: 99 }],
    ['ERR 83886142 Timeout <Pinentry>', { kind: 'error', code: 62 }],
    ['ERR 99', { kind: 'error', code: 99 }],
    ['D a%25b', { kind: 'data', bytes: Buffer.from('a%b') }],
    ['D', { kind: 'data', bytes: Buffer.alloc(0) }],
    ['S PASSWORD_FROM_CACHE', { kind: 'status', keyword: 'PASSWORD_FROM_CACHE' }],
    ['S ERROR gtk2.isatty 83918950 ', { kind: 'status', keyword: 'ERROR' }],
    ['INQUIRE QUALITY abc', { kind: 'inquire' }],
    ['# a comment', { kind: 'comment' }],
    ['', { kind: 'comment' }],
    ['ERR', { kind: 'malformed' }],
    ['ERR cancelled', { kind: 'malformed' }],
    ['D %1', { kind: 'malformed' }],
    ['ok', { kind: 'malformed' }],
  ])('%j', (line, expected) => {
    expect(parseLine(Buffer.from(line))).toEqual(expected);
  });
});

describe('LineReader', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }));

  it('finds the same lines however the stream is cut', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.nat({ max: 200 })), (expected, cuts) => {
        const stream = Buffer.from(expected.map((line) => `${line}\n`).join(''));
        const bounds = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const chunks = bounds.slice(1).map((end, i) => Buffer.from(stream.subarray(bounds[i], end)));
        expect(readLines(chunks)).toEqual({ lines: expected, intact: true });
      }),
    );
  });

  it('takes CR LF as a line end, and refuses a line that is too long', () => {
    expect(readLines([Buffer.from('OK\r\n')]).lines).toEqual(['OK']);
    expect(readLines([Buffer.alloc(MAX_LINE, 'a'), Buffer.from('\n')]).intact).toBe(true);
    expect(readLines([Buffer.alloc(MAX_LINE + 1, 'a')]).intact).toBe(false);
  });

  it('leaves neither the chunk nor the line behind', () => {
    const reader = new LineReader();
    const chunk = Buffer.from('D secret\nD sec');
    const seen: Buffer[] = [];
    reader.push(chunk, (line) => {
      expect(line.toString()).toBe('D secret');
      seen.push(line);
    });
    expect(chunk.every((byte) => byte === 0)).toBe(true);
    reader.wipe();
    expect(seen[0]?.every((byte) => byte === 0)).toBe(true);
  });
});
