import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What WCAG 2 asks of text (AA), and of the edge of a field. */
const TEXT = 4.5;
const EDGE = 3;

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
const THEMES = { light: colours(light), dark: colours(dark) };

function colours(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/--([a-z]+): #([0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

/** Relative luminance, 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test('black on white has the contrast that is known', () => {
  expect(contrast('000000', 'ffffff')).toBeCloseTo(21);
});

describe.each(Object.entries(THEMES))('%s', (_, theme) => {
  test.each(['ink', 'quiet', 'accent', 'good', 'warn', 'bad'])('%s can be read on every ground', (name) => {
    for (const ground of ['ground', 'card']) {
      expect(contrast(theme.get(name) ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(TEXT);
    }
  });

  test('a field’s edge is seen', () => {
    for (const ground of ['ground', 'card']) {
      expect(contrast(theme.get('edge') ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(EDGE);
    }
  });
});
