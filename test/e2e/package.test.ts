import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import sourceManifest from '../../manifest.json' with { type: 'json' };

const source: Readonly<Record<string, unknown>> = sourceManifest;
const DIST = join(import.meta.dirname, '..', '..', 'dist');
/** A page of an enabled site loads these in every frame; the words by which pages are read are a quarter of them. */
const CONTENT_LIMIT_BYTES = 26_000;
const POPUPS_LIMIT_BYTES = 6_500;
/** In the outermost document alone, and when the page is idle. */
const MONTH_LIMIT_BYTES = 15_000;

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

it('the product knows no preset: what tests and the demo are told by file', () => {
  const knowing = (build: string): string[] =>
    files(join(DIST, build)).filter((file) => readFileSync(file, 'utf8').includes('preset.json'));
  expect(knowing('extension')).toEqual([]);
  expect(knowing('extension-preset')).not.toEqual([]);
});

it('the product’s manifest asks for little and shows nothing to pages', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'extension/manifest.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({ manifest_version: 3, minimum_chrome_version: '109' });
  // What the source's may be is test/repo/permissions.test.ts.
  for (const key of Object.keys(source).filter((name) => /permissions|storage|commands|policy/.test(name))) {
    expect(manifest[key]).toEqual(source[key]);
  }
  expect(existsSync(join(DIST, 'extension/managed-schema.json'))).toBe(true);
  for (const key of ['web_accessible_resources', 'content_scripts', 'host_permissions', 'externally_connectable']) {
    expect(manifest).not.toHaveProperty(key);
  }
});

it.each([
  [['content/relay.iife.js', 'content/page/socket.iife.js'], CONTENT_LIMIT_BYTES],
  [['content/popups/bar.iife.js', 'content/popups/page.iife.js'], POPUPS_LIMIT_BYTES],
  [['content/month/month.iife.js'], MONTH_LIMIT_BYTES],
])('what every page of an enabled site loads is small: %j', (names, limit) => {
  const sizes = names.map((name) => {
    const { size } = statSync(join(DIST, 'extension/extension', name));
    return { name, size };
  });
  console.info(sizes.map(({ name, size }) => `${name}: ${size} bytes`).join('\n'));
  expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(limit);
});
