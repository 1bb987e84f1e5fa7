import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { isTest, parse, place, productFiles, ROOT, walk } from './source.js';

interface Rule {
  /** A folder or file; the longest one that holds a file is its rule. */
  readonly from: string;
  /** Folders, files and packages (`npm`: any package, `node`: Node's own modules) besides `from` itself. */
  readonly to: readonly string[];
  /** Of these only the types. */
  readonly types?: readonly string[];
}

/** Which way the arrows run. A folder that is not named here may not exist. */
const RULES: readonly Rule[] = [
  { from: 'shared', to: ['zod/mini'] },

  { from: 'extension', to: ['shared', 'npm'] },
  { from: 'extension/content', to: ['extension/messages', 'extension/sites/observations.json', 'shared'] },
  { from: 'extension/content/page', to: ['extension/content', 'shared/vendor'] },
  { from: 'extension/content/popups', to: ['extension/messages'] },
  {
    from: 'extension/content/month',
    to: [
      'extension/content/observe/page-dom.ts',
      'extension/messages',
      'extension/sites/layouts',
      'extension/workflow/portal.ts',
    ],
    types: ['extension/workflow/observation.ts'],
  },

  { from: 'bridge/main.ts', to: ['bridge', 'shared', 'npm', 'node', 'package.json'] },
  { from: 'bridge/compose.ts', to: ['bridge', 'shared', 'node'] },
  { from: 'bridge/look-around.ts', to: ['bridge', 'shared', 'node'] },
  { from: 'bridge/system.ts', to: ['bridge/ports.ts'] },
  { from: 'bridge/ports.ts', to: ['shared'] },
  { from: 'bridge/ends-with-parent.ts', to: ['node'] },
  {
    from: 'bridge/server',
    to: ['bridge/methods', 'bridge/vendor', 'bridge/ports.ts', 'shared', 'npm', 'node'],
    types: ['bridge/config', 'bridge/signing', 'bridge/pairing'],
  },
  {
    from: 'bridge/methods',
    to: ['bridge/signing', 'bridge/tokens', 'bridge/journal', 'bridge/ports.ts', 'shared', 'npm', 'node'],
    types: ['bridge/vendor', 'bridge/pairing'],
  },
  {
    from: 'bridge/pairing',
    to: ['bridge/config/load.ts', 'bridge/config/private-file.ts', 'bridge/ports.ts', 'shared', 'npm', 'node'],
  },
  {
    from: 'bridge/control',
    to: [
      'bridge/pairing',
      'bridge/environment',
      'bridge/config/private-file.ts',
      'bridge/ports.ts',
      'shared',
      'npm',
      'node',
    ],
  },
  { from: 'bridge/vendor', to: ['bridge/signing', 'bridge/tokens', 'bridge/ports.ts', 'shared', 'npm', 'node'] },
  { from: 'bridge/signing', to: ['bridge/tokens', 'bridge/journal', 'bridge/ports.ts', 'shared', 'npm', 'node'] },
  { from: 'bridge/tokens', to: ['bridge/ports.ts', 'bridge/ends-with-parent.ts', 'shared', 'npm', 'node'] },
  { from: 'bridge/journal', to: ['bridge/ports.ts', 'shared', 'npm', 'node'] },
  { from: 'bridge/config', to: ['bridge/ports.ts', 'shared', 'npm', 'node'] },
  {
    from: 'bridge/environment',
    to: ['bridge/journal/verify.ts', 'bridge/ports.ts', 'shared', 'npm', 'node'],
    types: ['bridge/tokens'],
  },
  {
    from: 'bridge/demo',
    to: ['bridge/tokens/certificate.ts', 'bridge/tokens/pkcs12/pack.ts', 'bridge/ports.ts', 'shared', 'npm', 'node'],
  },
  {
    from: 'bridge/desktop/prompts',
    to: ['bridge/ports.ts', 'bridge/ends-with-parent.ts', 'shared', 'npm', 'node'],
  },
];

/** Where a driver that signs may be named at all: its makers and its one user. */
const MAY_NAME_SIGNING_DRIVER = ['bridge/tokens', 'bridge/signing'];
/** Where something may be told to `sign`. */
const MAY_SIGN = [
  'bridge/tokens',
  'bridge/signing',
  // Makes the demo certificates with its own CA's key; by the rules above no driver gets here.
  'bridge/demo',
];

function holds(area: string, file: string): boolean {
  return file === area || file.startsWith(`${area}/`);
}

function ruleOf(file: string): Rule | undefined {
  return RULES.filter((rule) => holds(rule.from, file)).sort((a, b) => b.from.length - a.from.length)[0];
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly node: ts.Node;
}

/** Every import, re-export, `import()`, `require()` and `import('…')` type of a file. */
function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, node: ts.Node) => {
    if (specifier === undefined) return;
    found.push({ specifier: ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)', typeOnly, node });
  };
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, node);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly, node);
    } else if (ts.isExternalModuleReference(node)) {
      add(node.expression, false, node);
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument, true, node);
    } else if (ts.isCallExpression(node)) {
      const { expression } = node;
      const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
      if (isRequire || expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false, node);
    }
  });
  return found;
}

/** What a specifier names: a file relative to the root, or a package. */
function target(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const bare = path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));
  const sources = [bare.replace(/\.js$/, '.ts'), bare.replace(/\.js$/, '.tsx'), bare];
  return sources.find((candidate) => existsSync(path.join(ROOT, candidate))) ?? bare.replace(/\.js$/, '.ts');
}

function allows(entries: readonly string[], to: string): boolean {
  const isFile = existsSync(path.join(ROOT, to)) || /^(shared|extension|bridge|test|scripts)\//.test(to);
  return entries.some((entry) => {
    if (entry === 'node') return to.startsWith('node:');
    if (entry === 'npm') return !isFile && !to.startsWith('node:') && !to.startsWith('(');
    return holds(entry, to);
  });
}

function wrongImports(source: ts.SourceFile): string[] {
  const file = source.fileName;
  const rule = ruleOf(file);
  if (rule === undefined) return [`${file}: no rule for this folder`];
  return importsOf(source).flatMap(({ specifier, typeOnly, node }) => {
    const to = target(file, specifier);
    const allowed = [rule.from, ...rule.to, ...(typeOnly ? (rule.types ?? []) : [])];
    const toMain = to === 'bridge/main.ts' || to === 'extension/background/main.ts';
    return allows(allowed, to) && !isTest(to) && !toMain ? [] : [`${place(node)} imports ${to}`];
  });
}

/** `crypto.subtle.sign` and `subtle.sign` make handshake tags, no signatures of a token. */
function isWebCrypto(receiver: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(receiver)
    ? receiver.name.text === 'subtle'
    : ts.isIdentifier(receiver) && receiver.text === 'subtle';
}

function wrongSigners(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const within = (areas: readonly string[]) => areas.some((area) => holds(area, source.fileName));
  walk(source, (node) => {
    const report = (what: string) => found.push(`${place(node)} ${what}`);
    if (ts.isIdentifier(node) && node.text === 'SigningDriver' && !within(MAY_NAME_SIGNING_DRIVER)) {
      report('names SigningDriver');
    }
    if (within(MAY_SIGN)) return;
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'sign' && !isWebCrypto(node.expression)) {
      report('reaches sign');
    } else if (ts.isElementAccessExpression(node)) {
      if (ts.isStringLiteralLike(node.argumentExpression) && node.argumentExpression.text === 'sign')
        report('reaches sign');
    } else if (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === 'sign') {
      report('takes sign out of an object');
    }
  });
  return found;
}

const files = productFiles('shared', 'extension', 'bridge');

test('imports follow the arrows', () => {
  expect(files.flatMap((file) => wrongImports(parse(file)))).toEqual([]);
});

test('only signing reaches sign', () => {
  const bridge = files.filter((file) => holds('bridge', file));
  expect(bridge.flatMap((file) => wrongSigners(parse(file)))).toEqual([]);
});

test.each([
  ['shared/vendor/x.ts', "import { z } from 'zod';"],
  ['shared/vendor/x.ts', "import { createHash } from 'node:crypto';"],
  ['shared/vendor/x.ts', "export * from '../../bridge/ports.js';"],
  ['extension/popup/x.ts', "import type { Clock } from '../../bridge/ports.js';"],
  ['extension/popup/x.ts', "import { readFile } from 'node:fs';"],
  ['extension/content/page/x.ts', "import { failure } from '../../../shared/protocol/reasons.js';"],
  ['extension/content/page/x.ts', "import browser from 'webextension-polyfill';"],
  ['extension/content/x.ts', "import { link } from '../background/link.js';"],
  ['bridge/server/x.ts', "import { perform } from '../signing/perform.js';"],
  ['bridge/server/x.ts', "import { load } from '../config/load.js';"],
  ['bridge/methods/x.ts', "import { server } from '../server/server.js';"],
  ['bridge/methods/x.ts', "import { VendorHelper } from '../vendor/service.js';"],
  ['bridge/methods/x.ts', "const vendor = await import('../vendor/table.js');"],
  ['bridge/journal/x.ts', "import type { Context } from '../signing/context.js';"],
  ['bridge/vendor/x.ts', "import { Records } from '../journal/records.js';"],
  ['bridge/tokens/x.ts', "type Perform = import('../signing/perform.js').Perform;"],
  ['bridge/tokens/x.ts', 'const driver = await import(name);'],
  ['bridge/signing/x.ts', "import '../main.js';"],
  ['bridge/server/x.ts', "import { startBridge } from '../compose.js';"],
  ['bridge/tokens/x.ts', "import { fixture } from './pkcs12/driver.test.js';"],
  ['bridge/tokens/x.ts', "import { hang } from './testing/child.js';"],
  ['bridge/tokens/x.ts', "import { startStack } from '../../test/e2e/harness.js';"],
  ['bridge/elsewhere/x.ts', ''],
])('a wrong import is found: %s %s', (file, text) => {
  expect(wrongImports(parse(file, text))).toHaveLength(1);
});

test.each([
  ['bridge/server/x.ts', "import { socket } from './socket.js';"],
  ['bridge/server/x.ts', "import type { Config } from '../config/load.js';"],
  ['bridge/vendor/x.ts', "import { perform } from '../signing/perform.js';"],
  ['extension/content/page/x.ts', "import { PAGE_EVENT } from '../channel.js';"],
])('a right import passes: %s %s', (file, text) => {
  expect(wrongImports(parse(file, text))).toEqual([]);
});

test.each([
  ['bridge/vendor/x.ts', "import type { SigningDriver } from '../tokens/driver.js';"],
  ['bridge/vendor/x.ts', 'await driver.sign(token, certificate, mechanism, digest);'],
  ['bridge/vendor/x.ts', "await driver['sign'](token);"],
  ['bridge/server/x.ts', 'const { sign } = driver;'],
  ['bridge/server/x.ts', 'const { sign: make } = driver;'],
  ['bridge/main.ts', 'await driver.sign(token);'],
])('a way around signing is found: %s %s', (file, text) => {
  expect(wrongSigners(parse(file, text))).toHaveLength(1);
});

test('a tag of the handshake is no signature', () => {
  expect(wrongSigners(parse('bridge/server/x.ts', "await crypto.subtle.sign('HMAC', key, data);"))).toEqual([]);
});
