import fc from 'fast-check';

/** One change, at a place between the beginning, 0, and the end, 1. */
interface Mutation {
  readonly how: number;
  readonly at: number;
  readonly span: number;
  readonly what: number;
}

const mutations = (maxLength: number): fc.Arbitrary<Mutation[]> =>
  fc.array(
    fc.record({
      how: fc.nat(5),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      span: fc.nat(40),
      what: fc.nat(1_000),
    }),
    { maxLength },
  );

function pick<T>(list: readonly T[], what: number): T {
  const picked = list[what % list.length];
  if (picked === undefined) throw new Error('an empty list');
  return picked;
}

const NAMES = ['__proto__', 'constructor', 'toString', 'then', 'extra', '', 'length', '\ud800'];

/** Values in places where they do not belong. As text, because JSON knows more than JavaScript can write. */
const VALUES = [
  'null',
  'true',
  '""',
  '0',
  '-0',
  '-1',
  '1.5',
  '4294967296',
  '9007199254740993',
  '1e999',
  '1e-999',
  '"\\ud800"',
  '"\\u0000"',
  '"\u2028"',
  '"__proto__"',
  '"\u202e衡水"',
  `"${'x'.repeat(5_000)}"`,
  `"${'中'.repeat(400)}"`,
  '[]',
  '{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":null,"valueOf":1,"then":{}}',
  `${'['.repeat(31)}${']'.repeat(31)}`,
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
];

const MARK = '\u0001mark';

/** The JSON text of a value after a few changes of its structure. */
function changedJson(value: unknown, changes: readonly Mutation[]): string {
  const marked: string[] = [];
  const hostile = (what: number): string => {
    marked.push(pick(VALUES, what));
    return `${MARK}${marked.length - 1}`;
  };
  const root = { value: structuredClone(value) };
  for (const change of changes) changeOne(root, change, hostile);
  const text = JSON.stringify(root.value) ?? 'null';
  return text.replace(/"\\u0001mark(\d+)"/g, (_, index: string) => marked[Number(index)] ?? 'null');
}

function changeOne(root: { value: unknown }, { how, at, what }: Mutation, hostile: (what: number) => string): void {
  const places = placesBelow(root);
  const [holder, name] = places[Math.min(Math.floor(at * places.length), places.length - 1)] ?? [root, 'value'];
  const node: unknown = Reflect.get(holder, name);
  if (how === 0 || how === 1) Reflect.set(holder, name, hostile(what));
  else if (how === 2 && holder !== root) Reflect.deleteProperty(holder, name);
  else if (how === 3) Reflect.set(holder, name, [node]);
  else if (how === 4) Reflect.set(holder, name, { [pick(NAMES, what)]: node });
  else if (Array.isArray(node)) node.push(hostile(what));
  else if (typeof node === 'object' && node !== null) {
    Object.defineProperty(node, pick(NAMES, what), {
      value: hostile(what + Math.floor(at * 100)),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

function placesBelow(root: object): [holder: object, name: string][] {
  const places: [object, string][] = [];
  const walk = (holder: object): void => {
    for (const name of Object.keys(holder)) {
      if (places.length > 200) return;
      places.push([holder, name]);
      const value: unknown = Reflect.get(holder, name);
      if (typeof value === 'object' && value !== null) walk(value);
    }
  };
  walk(root);
  return places;
}

const TEXTS = ['"', '\\', '{', '}', '[', ']', ',', ':', '|', '\n', '\0', '\ud800', '\ufeff', '"}', '\\u', '1e999'];

function changedText(text: string, { how, at, span, what }: Mutation): string {
  const from = Math.floor(at * text.length);
  const [before, part, after] = [text.slice(0, from), text.slice(from, from + span), text.slice(from + span)];
  if (how === 0)
    return before + String.fromCharCode((text.charCodeAt(from) || 0) ^ (1 << (what % 8))) + text.slice(from + 1);
  if (how === 1) return before;
  if (how === 2) return before + after;
  if (how === 3) return before + part + part + after;
  if (how === 4) return before + pick(TEXTS, what) + part + after;
  return before + pick(VALUES, what) + part + after;
}

/** A text after a few flips, cuts, repetitions and insertions; now and then none at all. */
export function hostileText(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(valid, mutations(3)).map(([text, changes]) => changes.reduce(changedText, text));
}

/** The JSON text of a valid value, with its structure changed, its text, both or neither. */
export function hostileJson(valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const changed = fc.tuple(valid, mutations(3)).map(([value, changes]) => changedJson(value, changes));
  return fc.oneof({ weight: 3, arbitrary: changed }, { weight: 1, arbitrary: hostileText(changed) });
}

/** The same as what it reads as; only what can be read at all. */
export function hostileValue(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, mutations(3)).map(([value, changes]) => JSON.parse(changedJson(value, changes)) as unknown);
}

const BYTES = ['00000000', 'ffffffff', '7fffffff', '0a', '0d0a', '25', '7c', 'eda080', 'c0af', '22', '00100001'];

function changedBytes(bytes: Buffer, { how, at, span, what }: Mutation): Buffer {
  const from = Math.floor(at * bytes.length);
  const [before, part, after] = [
    bytes.subarray(0, from),
    bytes.subarray(from, from + span),
    bytes.subarray(from + span),
  ];
  const hostile = Buffer.from(pick(BYTES, what), 'hex');
  if (how === 0) {
    const flipped = Buffer.from(bytes);
    if (from < flipped.length) flipped.writeUInt8((flipped[from] ?? 0) ^ (1 << (what % 8)), from);
    return flipped;
  }
  if (how === 1) return before;
  if (how === 2) return Buffer.concat([before, after]);
  if (how === 3) return Buffer.concat([before, part, part, after]);
  if (how === 4) return Buffer.concat([before, hostile, bytes.subarray(from + hostile.length)]);
  return Buffer.concat([before, hostile, part, after]);
}

/** Bytes after a few flips, cuts, repetitions, insertions and other numbers; now and then none at all. */
export function hostileBytes(valid: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc.tuple(valid, mutations(3)).map(([bytes, changes]) => Buffer.from(changes.reduce(changedBytes, bytes)));
}

/** Bytes, and the sizes of the chunks that they come in, the last one repeated. */
export const chunkSizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });

export function inChunks(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[Math.min(index, sizes.length - 1)] ?? 1;
    // A copy: readers wipe what they are given.
    chunks.push(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
  return chunks;
}

/** Frames in the order that a conversation has them, some of them hostile; or in any other order. */
export function conversation(frames: readonly object[]): fc.Arbitrary<string[]> {
  const [sound, all] = [frames.map((frame) => fc.constant(JSON.stringify(frame))), fc.constantFrom(...frames)];
  const inOrder = sound.map((text, at) =>
    fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: hostileJson(fc.constant(frames[at])) }),
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(...inOrder) },
    { weight: 1, arbitrary: fc.array(hostileJson(all), { maxLength: frames.length + 1 }) },
  );
}
