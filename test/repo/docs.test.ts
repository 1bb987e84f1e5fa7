import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONFIG_KEYS } from '../../bridge/config/keys.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** The rows of a Markdown table, by their first cell. */
function rows(markdown: string): Map<string, readonly string[]> {
  const cells = markdown
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\|', '|')));
  return new Map(cells.map(([, key = '', ...rest]) => [key, rest]));
}

it('every setting is documented as it is', () => {
  const documented = rows(readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8'));
  const inCode = Object.entries(CONFIG_KEYS).map(([name, { allowed, builtIn, user }]) => {
    const value = typeof builtIn === 'string' ? builtIn : JSON.stringify(builtIn).replaceAll(',', ', ');
    return [name, [allowed, value, user]];
  });
  expect([...documented].map(([name, cells]) => [name, cells.slice(0, 3)])).toEqual(inCode);
});
