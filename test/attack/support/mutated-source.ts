import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vite';
import type { Mutation } from '../attack.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The sources that mutations change, for the bundlers of the product. */
export class MutatedSource {
  /** New texts by absolute path. */
  private readonly texts = new Map<string, string>();
  private readonly used = new Set<string>();

  /** @throws Error where a text that is to be replaced is not there exactly once: then the product has moved on */
  constructor(mutations: readonly Mutation[]) {
    for (const { file, find, replace } of mutations) {
      const path = join(ROOT, file);
      const text = this.texts.get(path) ?? readFileSync(path, 'utf8');
      const [before, after, ...more] = text.split(find);
      if (before === undefined || after === undefined || more.length > 0 || replace === find) {
        throw new Error(`${file} does not hold exactly once: ${find}`);
      }
      this.texts.set(path, before + replace + after);
    }
  }

  /** Whether one of these files, or anything below these folders, is changed; by their paths from the root. */
  touches(...places: readonly string[]): boolean {
    const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
    return [...this.texts.keys()].some((path) => places.some((place) => within(path, join(ROOT, place))));
  }

  /** @throws Error where a changed file went into nothing that was built */
  assertUsed(): void {
    const unused = [...this.texts.keys()].filter((path) => !this.used.has(path));
    if (unused.length > 0) throw new Error(`nothing was built from ${unused.join(', ')}`);
  }

  /** A file's text, by its path from the root. */
  text(file: string): string {
    const path = join(ROOT, file);
    return this.read(path) ?? readFileSync(path, 'utf8');
  }

  forEsbuild(): EsbuildPlugin {
    return {
      name: 'mutated-source',
      setup: ({ onLoad }) => {
        onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
          const contents = this.read(path);
          return contents === undefined ? undefined : { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
        });
      },
    };
  }

  forVite(): VitePlugin {
    return { name: 'mutated-source', enforce: 'pre', load: (id) => this.read(id) };
  }

  private read(path: string): string | undefined {
    const text = this.texts.get(path);
    if (text !== undefined) this.used.add(path);
    return text;
  }
}
