import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

/**
 * `vite build` makes the product in dist/extension; `--mode preset` makes the build for tests
 * and the demo in dist/extension-preset, which reads its sites and pairing from preset.json.
 */
export default defineConfig(({ mode }) => ({
  plugins: [preact(), crx({ manifest }), tidyOutput()],
  define: { __PRESET__: JSON.stringify(mode === 'preset') },
  build: {
    outDir: mode === 'preset' ? 'dist/extension-preset' : 'dist/extension',
    target: 'chrome109',
    // Each page names its modules, or they would be found one behind the other before its first paint.
    modulePreload: { polyfill: false },
    // The manifest names the other pages.
    rolldownOptions: {
      input: {
        pairing: 'extension/pairing/index.html',
        help: 'extension/help/index.html',
        diagnosis: 'extension/diagnosis/index.html',
        start: 'extension/start/index.html',
        month: 'extension/month/index.html',
      },
    },
  },
}));

/**
 * Registered content scripts need no web_accessible_resources: left in, they would let every page find
 * out by the fixed id that the extension is installed. Nor do they need the module that each was bundled from.
 */
function tidyOutput(): Plugin {
  return {
    name: 'tidy-output',
    apply: 'build',
    enforce: 'post',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('no output folder');
      const path = join(dir, 'manifest.json');
      const built = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
      delete built.web_accessible_resources;
      await writeFile(path, `${JSON.stringify(built, null, 2)}\n`);
      for (const output of Object.values(bundle)) {
        const module = output.type === 'chunk' && output.facadeModuleId?.endsWith('.iife.ts');
        if (module && output.fileName.startsWith('assets/')) await rm(join(dir, output.fileName));
      }
    },
  };
}
