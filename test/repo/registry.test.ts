import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { CLIENT_NOTIFICATIONS, METHODS } from '../../shared/protocol/index.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { parse, productFiles, ROOT, read, walk } from './source.js';

interface Thing {
  readonly method: string;
  readonly file: string;
  readonly value: unknown;
}

const protocolFiles = productFiles('shared/protocol');

/** Whatever a protocol file exports with a `method`. */
function things(file: string, exports: object): Thing[] {
  return Object.values(exports).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null && 'method' in value && typeof value.method === 'string'
      ? [{ method: value.method, file, value }]
      : [],
  );
}

function unregistered(found: readonly Thing[]): string[] {
  const registered: unknown[] = [...Object.values(METHODS), ...Object.values(CLIENT_NOTIFICATIONS)];
  return found.filter(({ value }) => !registered.includes(value)).map(({ method }) => method);
}

const all = (
  await Promise.all(protocolFiles.map(async (file) => things(file, (await import(path.join(ROOT, file))) as object)))
).flat();
const methods = all.filter(({ method }) => Object.hasOwn(METHODS, method));

test('every method and notification of a protocol file is in the closed list', () => {
  expect(all.length).toBeGreaterThanOrEqual(Object.keys(METHODS).length);
  expect(unregistered(all)).toEqual([]);
  expect(unregistered(things('x.ts', { stray: { method: 'stray' } }))).toEqual(['stray']);
});

test.each(methods)('$method has its file in bridge/methods', ({ file }) => {
  expect(existsSync(path.join(ROOT, file.replace('shared/protocol/', 'bridge/methods/')))).toBe(true);
});

test.each(all)('$method has its line in ARCHITECTURE.md', ({ method }) => {
  expect(read('ARCHITECTURE.md')).toContain(`\`${method}\``);
});

/** Reasons that no source gives: a literal in shared/text, the list itself or the table of numbers is no use of one. */
function unusedReasons(sources: readonly ts.SourceFile[]): string[] {
  const used = new Set<string>();
  for (const source of sources) {
    walk(source, (node) => {
      if (ts.isStringLiteralLike(node)) used.add(node.text);
    });
  }
  return REASONS.filter((reason) => !used.has(reason));
}

test('every reason is given somewhere', () => {
  const sources = productFiles('shared', 'extension', 'bridge')
    .filter((file) => !file.startsWith('shared/text/'))
    .filter((file) => !['shared/protocol/reasons.ts', 'shared/vendor/codes.ts'].includes(file));
  expect(unusedReasons(sources.map((file) => parse(file)))).toEqual([]);
});

test('a reason that nothing gives is found', () => {
  const source = parse(
    'bridge/x.ts',
    REASONS.slice(1)
      .map((reason) => `failure('${reason}');`)
      .join('\n'),
  );
  expect(unusedReasons([source])).toEqual([REASONS[0]]);
});

test('every reason says in both languages what broke and what mends it', () => {
  for (const texts of Object.values(REASON_TEXT)) {
    expect(Object.keys(texts).sort()).toEqual([...REASONS].sort());
    for (const { what, todo } of Object.values(texts)) expect([what, todo].every((text) => text.length > 4)).toBe(true);
  }
});
