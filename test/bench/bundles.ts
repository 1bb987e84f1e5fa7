import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from './figures.js';

const DIST = join(import.meta.dirname, '../../dist/extension');

/** Bytes of the scripts that each part of the product's extension loads, with all that they import. */
export function measureBundles(): Figures {
  const pages = readdirSync(join(DIST, 'extension'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('index.html'),
  );
  const ofPages = pages.map((file) => [`bundle.${file.split('/')[0]}`, pageBytes(join('extension', file))]);
  return {
    ...(Object.fromEntries(ofPages) as Figures),
    'bundle.worker': closure(['service-worker-loader.js']),
    'bundle.content.relay': closure(['extension/content/relay.iife.js']),
    'bundle.content.page': closure(['extension/content/page/socket.iife.js']),
  };
}

function pageBytes(page: string): number {
  const html = readFileSync(join(DIST, page), 'utf8');
  return closure([...html.matchAll(/<script[^>]* src="\/([^"]+\.js)"/g)].map(([, file = '']) => file));
}

function closure(entries: readonly string[]): number {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const source = readFileSync(join(DIST, file), 'utf8');
    for (const [, imported = ''] of source.matchAll(/(?:from|import)\s*["'](\.[^"']+\.js)["']/g)) {
      visit(join(file, '..', imported));
    }
  };
  for (const entry of entries) visit(entry);
  if (found.size === 0) throw new Error('no script found');
  return [...found].reduce((sum, file) => sum + statSync(join(DIST, file)).size, 0);
}
