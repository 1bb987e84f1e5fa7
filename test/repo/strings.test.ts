import ts from 'typescript';
import { expect, test } from 'vitest';
import { filesBelow, isTest, literalText, parse, place, productFiles, walk } from './source.js';

const CJK = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Keys whose values name something else, and are never shown. */
const REFERENCES = new Set(['see', 'whose']);
const SHOWN_ATTRIBUTES = new Set(['title', 'alt', 'placeholder', 'aria-label', 'label']);

/** Chinese that is data, not words for the user; each with its reason. */
const DATA: ReadonlyMap<string, string> = new Map([['bridge/demo/names.ts', 'names in the demo certificate']]);

function stringsOutsideCatalogue(source: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    const literal = literalText(node);
    if (literal !== null && CJK.test(literal)) found.push(`${place(node)} ${literal}`);
    if (ts.isJsxText(node) && /\p{Letter}/u.test(node.text)) found.push(`${place(node)} ${node.text.trim()}`);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) {
      for (const text of shownLiterals(node.expression)) found.push(`${place(node)} ${text}`);
    }
    if (ts.isJsxAttribute(node) && SHOWN_ATTRIBUTES.has(node.name.getText())) {
      const { initializer } = node;
      const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
      const text = value === undefined ? null : literalText(value);
      if (text !== null && /\p{Letter}/u.test(text) && !CJK.test(text)) found.push(`${place(node)} ${text}`);
    }
  });
  return found;
}

const SHOWS_OPERANDS = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
]);

/** Latin words that a child expression can put on the page: literals that stand there or in a branch. */
function shownLiterals(expression: ts.Expression): string[] {
  if (ts.isConditionalExpression(expression)) {
    return [...shownLiterals(expression.whenTrue), ...shownLiterals(expression.whenFalse)];
  }
  if (ts.isBinaryExpression(expression) && SHOWS_OPERANDS.has(expression.operatorToken.kind)) {
    return [...shownLiterals(expression.left), ...shownLiterals(expression.right)];
  }
  if (ts.isParenthesizedExpression(expression)) return shownLiterals(expression.expression);
  const text = literalText(expression);
  return text !== null && /\p{Letter}/u.test(text) && !CJK.test(text) ? [text] : [];
}

interface Entry {
  readonly language: string;
  readonly key: ts.Node;
  readonly value: ts.Node;
  /** The value, and what it refers to in its file, but for objects that have languages themselves. */
  readonly parts: readonly ts.Node[];
}

/** The file's own constants and functions by name. */
function declarations(source: ts.SourceFile): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) found.set(statement.name.text, statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) found.set(name.text, initializer);
    }
  }
  return found;
}

function hasLanguages(node: ts.Node): boolean {
  return (
    ts.isObjectLiteralExpression(node) && node.properties.some(({ name }) => name && literalText(name) === 'zh-CN')
  );
}

/** The catalogue's entries in a file: whatever lies below a key `'zh-CN'` or `en`. */
function entries(source: ts.SourceFile): Entry[] {
  const named = declarations(source);
  const found: Entry[] = [];

  const partsOf = (value: ts.Node, parts = new Set<ts.Node>()): Set<ts.Node> => {
    if (parts.has(value)) return parts;
    parts.add(value);
    walk(value, (node) => {
      const referred = ts.isIdentifier(node) ? named.get(node.text) : undefined;
      if (referred && !hasLanguages(referred)) partsOf(referred, parts);
    });
    return parts;
  };
  const collect = (language: string, key: ts.Node, value: ts.Node): void => {
    const object = ts.isIdentifier(value) ? (named.get(value.text) ?? value) : value;
    if (ts.isArrayLiteralExpression(object)) {
      for (const element of object.elements) collect(language, key, element);
      return;
    }
    if (!ts.isObjectLiteralExpression(object)) {
      found.push({ language, key, value: object, parts: [...partsOf(value)] });
      return;
    }
    for (const property of object.properties) {
      const name = property.name ?? property;
      if (REFERENCES.has(name.getText())) continue;
      collect(language, name, ts.isPropertyAssignment(property) ? property.initializer : property);
    }
  };

  walk(source, (node) => {
    if (!ts.isPropertyAssignment(node)) return;
    const language = literalText(node.name) ?? node.name.getText();
    if (language === 'zh-CN' || language === 'en') collect(language, node.name, node.initializer);
  });
  return found;
}

function fixedText(nodes: readonly ts.Node[]): string {
  let text = '';
  for (const part of nodes) {
    walk(part, (node) => {
      text += literalText(node) ?? '';
    });
  }
  return text;
}

/** A value that is words and nothing else, or a function that answers them at once; null for what only running tells. */
function words(value: ts.Node): string | null {
  if (ts.isArrowFunction(value)) return words(value.body);
  return literalText(value);
}

/** Words under `'zh-CN'` without Chinese, anything under `en` with it, and Chinese that belongs to no entry. */
function wrongLanguage(source: ts.SourceFile): string[] {
  const all = entries(source);
  const wrong = all
    .filter(({ language, value, parts }) => {
      if (language === 'en') return CJK.test(fixedText(parts));
      const text = words(value);
      return text !== null && /\p{Letter}/u.test(text) && !CJK.test(text);
    })
    .map(({ language, key, parts }) => `${place(key)} ${language} ${key.getText()}: ${fixedText(parts)}`);
  const spans = all.flatMap(({ parts }) => parts);
  walk(source, (node) => {
    const text = literalText(node) ?? '';
    if (CJK.test(text) && !spans.some((span) => span.pos <= node.pos && node.end <= span.end)) {
      wrong.push(`${place(node)} in no language: ${text}`);
    }
  });
  return wrong;
}

const catalogue = productFiles('shared/text');
const scripts = filesBelow('scripts', '.ts').filter((file) => !isTest(file));

test('every word for the user is in the catalogue', () => {
  const files = [...productFiles('shared', 'extension', 'bridge'), ...scripts].filter(
    (file) => !file.startsWith('shared/text/') && !DATA.has(file),
  );
  expect(files.flatMap((file) => stringsOutsideCatalogue(parse(file)))).toEqual([]);
});

test('every file that is excused as data still holds Chinese', () => {
  const idle = [...DATA.keys()].filter((file) => stringsOutsideCatalogue(parse(file)).length === 0);
  expect(idle).toEqual([]);
});

test.each(catalogue)('%s speaks Chinese in Chinese and English in English', (file) => {
  expect(wrongLanguage(parse(file))).toEqual([]);
});

test.each([
  "const x = '证书口令';",
  'const x = `还有 ${days} 天`;',
  'const x = <p>Ready</p>;',
  'const x = <p>{"就绪"}</p>;',
  'const x = <img alt="Seal" />;',
  'const x = <input placeholder={`Days: ${days}`} />;',
  'const x = <a title="证书" />;',
  'const x = <p>{"Unofficial software"}</p>;',
  'const x = <p>{busy ? "Please wait" : ""}</p>;',
])('a string outside the catalogue is found: %s', (text) => {
  expect(stringsOutsideCatalogue(parse('extension/popup/x.tsx', text))).toHaveLength(1);
});

test.each([
  "const x = 'certificate.none'; // 证书",
  'const x = <p class="state">{text.ready} · {days}</p>;',
  'const x = <img alt="" title={text.seal} />;',
  "const x = <p>{level === 'soon' && <b>{text.renew}</b>}</p>;",
])('what the user does not read passes: %s', (text) => {
  expect(stringsOutsideCatalogue(parse('extension/popup/x.tsx', text))).toEqual([]);
});

test.each([
  "const T = { 'zh-CN': { ready: 'Ready' }, en: { ready: 'Ready' } };",
  "const T = { 'zh-CN': { ready: '就绪' }, en: { ready: '就绪' } };",
  "const T = { 'zh-CN': { left: (n: number) => `${n} days` }, en: { left: (n: number) => `${n} days` } };",
  "const ZH = { ready: 'Ready' }; const T = { 'zh-CN': ZH, en: { ready: 'Ready' } };",
  "const T = { 'zh-CN': { columns: ['公司', 'Issuer'] }, en: { columns: ['Company', 'Issuer'] } };",
  "const T = { 'zh-CN': { a: { b: '好' } }, en: { a: { b: '好' } } };",
  "const SORRY = '对不起'; const T = { 'zh-CN': { a: '好' }, en: { a: 'Good' } };",
  "const T = { 'zh-CN': { a: '好' }, en: { a: () => sorry() } }; function sorry() { return '对不起'; }",
])('a text in the wrong language is found: %s', (text) => {
  expect(wrongLanguage(parse('shared/text/x.ts', text))).toHaveLength(1);
});
