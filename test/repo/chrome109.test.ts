import { createRequire } from 'node:module';
import type { CompatData, Identifier, SupportStatement } from '@mdn/browser-compat-data';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { parse, place, productFiles, read, walk } from './source.js';

/** The last Chrome for Windows 7: everything that the extension calls must be there. */
const OLDEST_CHROME = 109;

const { webextensions } = createRequire(import.meta.url)('@mdn/browser-compat-data') as CompatData;

/** What the data does not list for Chrome or lists as newer, and why it may be used. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['manifest.key', 'Chrome only: fixes the id of the extension; in Chrome since the first extensions'],
  ['api.contentSettings', 'Chrome only: in Chrome since version 16, its promises since 96'],
  ['manifest.permissions.contentSettings', 'Chrome only: in Chrome since version 16'],
  ['manifest.minimum_chrome_version', 'Chrome only: in Chrome since version 16'],
]);

function isOldEnough(support: SupportStatement | undefined): boolean {
  const statements = support === undefined ? [] : Array.isArray(support) ? support : [support];
  return statements.some(({ version_added, version_removed, flags, prefix, alternative_name }) => {
    if (typeof version_added !== 'string' || flags || prefix || alternative_name) return false;
    const removed =
      typeof version_removed === 'string' ? Number.parseInt(version_removed.replace('≤', ''), 10) : Infinity;
    return Number.parseInt(version_added.replace('≤', ''), 10) <= OLDEST_CHROME && removed > OLDEST_CHROME;
  });
}

/**
 * The reason why a feature may not be used, or null. The first `required` names of the path must
 * be in the data; below them it lists only what needs a remark.
 */
function refusal(area: 'api' | 'manifest', names: readonly string[], required: number): string | null {
  let node: Identifier = webextensions[area] ?? {};
  for (const [depth, name] of names.entries()) {
    const path = [area, ...names.slice(0, depth + 1)].join('.');
    if (EXCEPTIONS.has(path)) return null;
    const next: Identifier | undefined = Object.hasOwn(node, name) ? node[name] : undefined;
    if (next === undefined) return depth < required ? `${path} is not in the compatibility data` : null;
    if (next.__compat && !isOldEnough(next.__compat.support.chrome))
      return `${path} is newer than Chrome ${OLDEST_CHROME}`;
    node = next;
  }
  return null;
}

/** The name under which a file has webextension-polyfill. */
function polyfillName(source: ts.SourceFile): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    if (statement.moduleSpecifier.text === 'webextension-polyfill') return statement.importClause?.name?.text;
  }
  return undefined;
}

/** The names that follow `head` in `head.a.b.c`. */
function chain(head: ts.Node): string[] {
  const { parent } = head;
  return ts.isPropertyAccessExpression(parent) && parent.expression === head
    ? [parent.name.text, ...chain(parent)]
    : [];
}

function isTypeOnly(node: ts.Node): boolean {
  return ts.findAncestor(node, (ancestor) => ts.isTypeNode(ancestor) || ts.isImportDeclaration(ancestor)) !== undefined;
}

function wrongCalls(source: ts.SourceFile): string[] {
  const heads = new Set(['chrome', polyfillName(source) ?? 'chrome']);
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isIdentifier(node) || !heads.has(node.text) || isTypeOnly(node)) return;
    // `x.chrome` and `{ chrome: … }` are somebody else's names, unless x is the global object.
    if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return;
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) {
      const owner = node.parent.expression.getText();
      if (!['globalThis', 'window', 'self'].includes(owner)) return;
    }
    const names = chain(node);
    const wrong = names.length < 2 ? 'is used without naming a member of it' : refusal('api', names, 2);
    if (wrong !== null) found.push(`${place(node)} ${[node.text, ...names].join('.')}: ${wrong}`);
  });
  return found;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Manifest = { readonly [key: string]: Json };

function manifestPaths(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const children = Array.isArray(value)
    ? value.flatMap((item) => manifestPaths(item, path))
    : Object.entries(value).flatMap(([key, item]) => manifestPaths(item, [...path, key]));
  return [path, ...children];
}

function wrongManifest(manifest: Manifest): string[] {
  const permissions = [manifest.permissions ?? [], manifest.optional_permissions ?? []].flat();
  const wrong = [
    ...manifestPaths(manifest).map((path) => refusal('manifest', path, 1)),
    ...permissions.map((permission) => refusal('manifest', ['permissions', String(permission)], 2)),
  ];
  return [...new Set(wrong.filter((reason) => reason !== null))];
}

test(`the extension calls nothing that is newer than Chrome ${OLDEST_CHROME}`, () => {
  expect(productFiles('extension').flatMap((file) => wrongCalls(parse(file)))).toEqual([]);
});

test(`the manifest fits Chrome ${OLDEST_CHROME} and asks for it`, () => {
  const manifest = JSON.parse(read('manifest.json')) as Manifest;
  expect(wrongManifest(manifest)).toEqual([]);
  expect(manifest.minimum_chrome_version).toBe(String(OLDEST_CHROME));
});

test.each([
  ['newer', 'await chrome.runtime.getContexts({});'],
  ['newer, below a member that is not', 'await chrome.storage.local.getKeys();'],
  ['newer, by the polyfill', "import browser from 'webextension-polyfill'; browser.sidePanel.setOptions({});"],
  ['another name of the polyfill', "import ext from 'webextension-polyfill'; ext.sidePanel.setOptions({});"],
  ['by the global object', 'globalThis.chrome.runtime.getContexts({});'],
  ['unknown', 'chrome.runtime.doSomething();'],
  ['hidden from this test', 'const { runtime } = chrome;'],
  ['hidden behind a namespace', 'const { getContexts } = chrome.runtime;'],
])('a call that is %s is found', (_, text) => {
  expect(wrongCalls(parse('extension/background/x.ts', text))).toHaveLength(1);
});

test.each([
  'chrome.runtime.onMessage.addListener(() => undefined);',
  "await chrome.storage.session.get('state');",
  "import browser from 'webextension-polyfill'; await browser.action.setBadgeText({ text: '' });",
  'function answer(port: chrome.runtime.Port) {}',
])('what Chrome has had for long passes: %s', (text) => {
  expect(wrongCalls(parse('extension/background/x.ts', text))).toEqual([]);
});

test.each([
  [{ side_panel: { default_path: 'panel.html' } }],
  [{ content_scripts: [{ matches: ['<all_urls>'], js: ['page.js'], world: 'MAIN' }] }],
  [{ permissions: ['storage', 'sidePanel'] }],
  [{ optional_permissions: ['userScripts'] }],
  [{ no_such_key: true }],
])('a manifest that asks for more is found: %j', (manifest) => {
  expect(wrongManifest(manifest)).toHaveLength(1);
});
