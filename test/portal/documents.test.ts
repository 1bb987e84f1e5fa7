import { expect, it } from 'vitest';
import { buildPdf, type PdfPage } from './documents.js';

const page = (text: string): PdfPage => ({
  texts: [{ x: 50, y: 60, size: 18, text }],
  lines: [{ from: [50, 70], to: [100, 70] }],
});

it('points to each of its objects', () => {
  const file = buildPdf([page('征集单'), page('ABC')]).toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
  const [head = '', ...entries] =
    file
      .slice(start)
      .split('trailer')[0]
      ?.match(/^\d.*$/gm) ?? [];
  expect(head).toBe(`0 ${entries.length}`);
  for (const [number, entry] of entries.entries()) {
    if (number > 0) expect(file.slice(Number(entry.slice(0, 10)))).toMatch(new RegExp(`^${number} 0 obj\n`));
  }
});

it('writes texts in UCS-2 and the true length of each content', () => {
  const file = buildPdf([page('征集单')]).toString('latin1');
  expect(file).toContain('<5f8196c65355> Tj');
  const [, length, content = ''] = /\/Length (\d+) >>\nstream\n(.*?)\nendstream/s.exec(file) ?? [];
  expect(Number(length)).toBe(content.length);
});
