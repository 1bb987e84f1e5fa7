import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, encodeAttachment, encodeMessage, type Frame, MAX_PAYLOAD_BYTES } from './ipc.js';

const message = fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean()));
const frame: fc.Arbitrary<Frame> = fc.oneof(
  message.map((value): Frame => ({ kind: 'json', message: JSON.parse(JSON.stringify(value)) as unknown })),
  fc
    .record({
      kind: fc.constantFrom('bytes' as const, 'secret' as const),
      id: fc.integer({ min: 0, max: 0xffff_ffff }),
      data: fc.uint8Array({ maxLength: 300 }),
    })
    .map(({ kind, id, data }): Frame => ({ kind, id, data: Buffer.from(data) })),
);

function encode(one: Frame): Buffer {
  return one.kind === 'json' ? encodeMessage(one.message as object) : encodeAttachment(one.kind, one.id, one.data);
}

function* cut(stream: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let offset = 0;
  for (let i = 0; offset < stream.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    yield Buffer.from(stream.subarray(offset, offset + size));
    offset += size;
  }
}

describe('the frames between bridge and driver', () => {
  it('come out as they went in, however the stream is cut', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(frame), sizes, (frames, chunkSizes) => {
        const read = createFrameReader();
        const stream = Buffer.concat(frames.map(encode));
        const answers = [...cut(stream, chunkSizes)].map(read);
        expect(answers).not.toContain(null);
        expect(answers.flatMap((found) => found ?? [])).toEqual(frames);
      }),
    );
  });

  it('never make the reader throw, and garbage stays refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = createFrameReader();
        if (read(Buffer.from(bytes)) === null) expect(read(encodeMessage({}))).toBeNull();
      }),
    );
  });

  it.each([
    ['an unknown kind', [0, 0, 0, 0, 4]],
    ['a payload above the limit, before it arrives', [0, 16, 0, 1, 1]],
    ['an attachment with no id', [0, 0, 0, 3, 2, 0, 0, 0]],
    ['a message that is no JSON', [0, 0, 0, 1, 1, 0x7b]],
    ['a message that is no UTF-8', [0, 0, 0, 3, 1, 0x22, 0xff, 0x22]],
  ])('refuse %s', (_, bytes) => {
    expect(createFrameReader()(Buffer.from(bytes))).toBeNull();
  });

  it('carry no more than the limit', () => {
    const largest = encodeAttachment('bytes', 1, Buffer.alloc(MAX_PAYLOAD_BYTES - 4));
    expect(createFrameReader()(largest)).toHaveLength(1);
    expect(() => encodeAttachment('bytes', 1, Buffer.alloc(MAX_PAYLOAD_BYTES - 3))).toThrow(RangeError);
  });

  it('leave no secret in the chunks that were read', () => {
    const [first, second] = cut(encodeAttachment('secret', 1, Buffer.from('canary')), [12]);
    const read = createFrameReader();
    expect([read(first ?? Buffer.of()), read(second ?? Buffer.of())]).toEqual([
      [],
      [{ kind: 'secret', id: 1, data: Buffer.from('canary') }],
    ]);
    expect(Buffer.concat([first ?? Buffer.of(), second ?? Buffer.of()]).every((byte) => byte === 0)).toBe(true);
  });
});
