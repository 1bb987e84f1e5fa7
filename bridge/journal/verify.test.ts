import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalFinding } from '../../shared/protocol/journal-verify.js';
import { GENESIS, type Head, seal } from './chain.js';
import { verifyChain } from './verify.js';

const KEY = Buffer.alloc(32, 9);

/** Lines of a chain, each with its newline, and the head after each. */
function chain(length: number, key = KEY, start: Head = GENESIS): { lines: Buffer[]; heads: Head[] } {
  const [lines, heads]: [Buffer[], Head[]] = [[], [start]];
  for (let seq = start.seq + 1; seq <= start.seq + length; seq += 1) {
    const { line, mac } = seal(key, heads.at(-1)?.mac ?? '', { schemaVersion: 1, seq, kind: 'signed', of: seq });
    lines.push(line);
    heads.push({ seq, mac });
  }
  return { lines, heads };
}

function verify(lines: readonly Buffer[], mirror: Head | null = null): JournalFinding[] {
  return [...verifyChain(KEY, [{ name: 'a', content: Buffer.concat(lines) }], mirror).findings];
}

const { lines, heads } = chain(6);
const kinds = (findings: readonly JournalFinding[]) => findings.map(({ kind, line, seq }) => [kind, line, seq]);

describe('a chain', () => {
  it('that is as it was written has nothing to be named, in one file or in two', () => {
    expect(verify(lines, heads[6])).toEqual([]);
    const files = [lines.slice(0, 2), lines.slice(2)].map((part, index) => ({
      name: `${index}`,
      content: Buffer.concat(part),
    }));
    expect(verifyChain(KEY, files, heads[3] ?? null)).toMatchObject({ findings: [], entries: 6, head: heads[6] });
  });

  it('names a last line that was torn', () => {
    expect(kinds(verify([...lines.slice(0, 5), lines[5]?.subarray(0, 20) ?? Buffer.alloc(0)]))).toEqual([
      ['torn', 6, null],
    ]);
  });

  it('names an edited line, and no other', () => {
    for (const [seq, line] of lines.entries()) {
      const edited = Buffer.from(line.toString().replace('"of":', '"of":7'));
      expect(kinds(verify(lines.with(seq, edited)))).toEqual([['edited', seq + 1, seq + 1]]);
    }
  });

  it('names a line whose tag was edited, and no other', () => {
    const [, , third = Buffer.alloc(0)] = lines;
    const edited = Buffer.from(third);
    edited.write(edited.at(-10) === 0x41 ? 'B' : 'A', edited.length - 10);
    expect(kinds(verify(lines.with(2, edited)))).toEqual([['edited', 3, 3]]);
  });

  it('names swapped lines', () => {
    const [a, b, c, d, e, f] = lines as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
    expect(kinds(verify([a, c, b, d, e, f]))).toEqual([
      ['moved', 2, 3],
      ['moved', 3, 2],
    ]);
    expect(verify([a, e, c, d, b, f]).every(({ kind }) => kind === 'moved')).toBe(true);
  });

  it('names entries that were taken out, at the beginning too', () => {
    expect(kinds(verify([...lines.slice(0, 2), ...lines.slice(4)]))).toEqual([['missing', 3, 3]]);
    expect(kinds(verify(lines.slice(1)))).toEqual([['missing', 1, 1]]);
  });

  it('names a tail that was cut off, by the head that was mirrored', () => {
    expect(verify(lines.slice(0, 4))).toEqual([]);
    expect(kinds(verify(lines.slice(0, 4), heads[6]))).toEqual([['cutTail', 0, 5]]);
    expect(kinds(verify([], heads[6]))).toEqual([['cutTail', 0, 1]]);
  });

  it('names a file that was rewritten, without the key or with it', () => {
    const forged = chain(6, Buffer.alloc(32, 1));
    expect(kinds(verify(forged.lines))).toEqual([['rewritten', 1, null]]);
    const [first = Buffer.alloc(0)] = lines;
    const second = seal(KEY, heads[1]?.mac ?? '', { schemaVersion: 1, seq: 2, kind: 'signed', of: 9 });
    expect(verify([first, second.line])).toEqual([]);
    expect(kinds(verify([first, second.line], heads[2]))).toEqual([['rewritten', 0, 2]]);
  });

  it('never takes a change for the original: any byte, any line', () => {
    const text = Buffer.concat(lines);
    const changed = fc.oneof(
      fc
        .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }))
        .map(([at, by]) => Buffer.from(text).fill((text[at] ?? 0) ^ by, at, at + 1)),
      fc
        .tuple(fc.nat(text.length), fc.uint8Array({ minLength: 1, maxLength: 300 }))
        .map(([at, more]) => Buffer.concat([text.subarray(0, at), more, text.subarray(at)])),
      fc
        .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 400 }))
        .map(([at, bytes]) => Buffer.concat([text.subarray(0, at), text.subarray(at + bytes)])),
      fc.shuffledSubarray(lines).map((some) => Buffer.concat(some)),
      fc.tuple(fc.nat(5), fc.nat(5)).map(([from, to]) => {
        const copy = [...lines];
        copy.splice(to, 0, lines[from] ?? Buffer.alloc(0));
        return Buffer.concat(copy);
      }),
    );
    fc.assert(
      fc.property(changed, (content) => {
        fc.pre(!content.equals(text));
        expect(verifyChain(KEY, [{ name: 'a', content }], heads[6] ?? null).findings).not.toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is read whatever the files hold', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(`${json}\n`)),
      fc.json().map((json) => Buffer.from(`{"seq":${json},"mac":"${GENESIS.mac}"}\n`)),
      fc.constantFrom(...lines),
    );
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 3 }), (files) => {
        const segments = files.map((pieces, index) => ({ name: `${index}`, content: Buffer.concat(pieces) }));
        const { entries, sound } = verifyChain(KEY, segments, heads[6] ?? null);
        expect(sound).toHaveLength(entries);
        expect(sound.every(({ mac, seq }) => heads[seq]?.mac === mac)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
