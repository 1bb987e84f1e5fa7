import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('./pages/', import.meta.url);
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

describe('the pages', () => {
  it.each(names.filter((name) => name.endsWith('.html')))(
    '%s keeps the WebSocket that its first script saw',
    (name) => {
      const head = read(name).split('</head>', 1)[0] ?? '';
      expect(head.match(/<script[\s\S]*?<\/script>/)?.[0]).toBe(
        '<script>window.__firstSocket = window.WebSocket || window.MozWebSocket;</script>',
      );
    },
  );

  it('know nothing of an extension', () => {
    for (const name of names) expect(read(name), name).not.toMatch(/chrome\.|extension|ca-socket|postMessage|bridge/i);
  });
});
