import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { literalText, parse, place, productFiles, walk } from './source.js';

const CJK = /\p{Script=Han}/u;
/** Read in a terminal, by whoever set the program up. */
const TERMINAL: readonly string[] = ['console', 'demo', 'diagnosis'].map((name) => `shared/text/${name}.ts`);
/** The one page that tells under which other names the manual knows the seal. */
const SEAL_PAGE = 'shared/text/help/seal.ts';

const COMMANDS = /main\.js|pinentry|zenity|pkcs|socket|\.dll|终端|端口|进程/i;
const OTHER_NAMES = /电子印章|印章|社保专用章/;
/** What stands on the buttons of others, as they write it. */
const QUOTED = /「[^」]*」/g;

/** Chinese literals of a file; those under `why` are folded away until they are asked for. */
function literals(source: ts.SourceFile): { readonly text: string; readonly at: string; readonly folded: boolean }[] {
  const found: ReturnType<typeof literals> = [];
  walk(source, (node) => {
    const text = literalText(node);
    if (text === null || !CJK.test(text)) return;
    const folded = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'why';
    found.push({ text, at: place(node), folded });
  });
  return found;
}

const commands = (source: ts.SourceFile) =>
  literals(source).filter(({ text, folded }) => !folded && COMMANDS.test(text));
const otherNames = (source: ts.SourceFile) =>
  literals(source).filter(({ text }) => OTHER_NAMES.test(text.replaceAll(QUOTED, '')));

const catalogue = productFiles('shared/text');

test.each(catalogue.filter((file) => !TERMINAL.includes(file)))('%s names no program or command to a clerk', (file) => {
  expect(commands(parse(file)).map(({ at, text }) => `${at} ${text}`)).toEqual([]);
});

test.each(catalogue.filter((file) => file !== SEAL_PAGE))('%s calls the seal 电子签章', (file) => {
  expect(otherNames(parse(file)).map(({ at, text }) => `${at} ${text}`)).toEqual([]);
});

test('the page about the seal tells its other names once', () => {
  expect(otherNames(parse(SEAL_PAGE))).toHaveLength(1);
});

describe('of a text', () => {
  const source = (text: string) => parse('shared/text/x.ts', text);

  test.each([
    "const x = { todo: '请联系管理员（缺少 zenity）。' };",
    "const x = ['在终端运行 main.js pair。'];",
    'const x = { what: (port) => `别的程序（端口 ${port}）` };',
  ])('a command is found: %s', (text) => expect(commands(source(text))).toHaveLength(1));

  test('what is folded away may name it', () => {
    expect(commands(source("const x = { why: '确认窗口由 zenity 显示。' };"))).toEqual([]);
  });

  test('another name of the seal is found, but not on a button of others', () => {
    expect(otherNames(source("const x = '证书里没有电子印章';"))).toHaveLength(1);
    expect(otherNames(source("const x = '打开「印章查看」';"))).toEqual([]);
  });
});
