/** Reads the repository's own files for the tests in this folder. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.join(import.meta.dirname, '../..');

const NOT_SOURCE = new Set(['node_modules', '.git', 'dist', 'demo-out', 'coverage', 'test-artifacts']);

/** Files below `folder` whose name ends in one of `endings` (all, if none is given), relative to the root. */
export function filesBelow(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (NOT_SOURCE.has(entry.name)) return [];
      if (entry.isDirectory()) return filesBelow(file, ...endings);
      return entry.isFile() ? [file] : [];
    })
    .filter((file) => endings.length === 0 || endings.some((ending) => file.endsWith(ending)));
}

/** Tests, and what only they use: test/, a folder `testing`, and `*.test.ts` beside the code. */
export function isTest(file: string): boolean {
  return /^test\/|\/testing\/|\.test\.tsx?$/.test(file);
}

/** TypeScript files of the product below the folders, without their tests. */
export function productFiles(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) => filesBelow(folder, '.ts', '.tsx')).filter((file) => !isTest(file));
}

export function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** The syntax tree of a file; `text` replaces what is on disk. */
export function parse(file: string, text = read(file)): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** `file:line` of a node. */
export function place(node: ts.Node): string {
  const source = node.getSourceFile();
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** The text of a string literal or of a template's fixed parts; null for any other node. */
export function literalText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.map((span) => span.literal)].map((part) => part.text).join('');
  return null;
}
