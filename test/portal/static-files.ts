import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FORMS } from './business/fields.js';
import { Refusal } from './refusals.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
};

const LIBRARIES: Readonly<Record<string, string>> = {
  '/lib/vue.js': 'vue/dist/vue.min.js',
  '/lib/element-ui/index.js': 'element-ui/lib/index.js',
  '/lib/element-ui/index.css': 'element-ui/lib/theme-chalk/index.css',
  '/lib/element-ui/fonts/element-icons.woff': 'element-ui/lib/theme-chalk/fonts/element-icons.woff',
};

/** The screens are made of the same definitions that the server's rules go by. */
const FIELDS_ADDRESS = '/business/fields.js';

export interface StaticFile {
  readonly mediaType: string;
  readonly content: Buffer;
}

/** The portal's pages and their libraries. The list of addresses is closed, so none can lead elsewhere. */
export class StaticFiles {
  readonly #files = new Map<string, string>();

  constructor() {
    const pages = new URL('./pages/', import.meta.url);
    for (const name of readdirSync(pages, { recursive: true, encoding: 'utf8' })) {
      if (extname(name) === '') continue;
      const address = name.split(sep).join('/');
      this.#files.set(`/${address}`, fileURLToPath(new URL(address, pages)));
    }
    const require = createRequire(import.meta.url);
    for (const [address, module] of Object.entries(LIBRARIES)) this.#files.set(address, require.resolve(module));
  }

  async read(path: string): Promise<StaticFile> {
    if (path === FIELDS_ADDRESS) {
      return {
        mediaType: MEDIA_TYPES['.js'] ?? '',
        content: Buffer.from(`window.portalFields = ${JSON.stringify(FORMS)};\n`),
      };
    }
    const file = this.#files.get(path);
    if (file === undefined) throw new Refusal('not-found');
    return { mediaType: MEDIA_TYPES[extname(file)] ?? 'application/octet-stream', content: await readFile(file) };
  }
}
