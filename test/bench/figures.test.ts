import { expect, it } from 'vitest';
import { percentile, table } from './figures.js';

it('a percentile is the sample that so many do not exceed, in whatever order they came', () => {
  const samples = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect([1, 50, 95, 100].map((percent) => percentile(samples, percent))).toEqual([1, 10, 19, 20]);
  expect(percentile([7], 95)).toBe(7);
  expect(() => percentile([], 50)).toThrow('no samples');
});

it('a table has a line for each figure, with its unit', () => {
  expect(table({ 'sign.bare.32B.p50': 0.634, 'rss.driver': 52_428_800, 'bundle.popup': 108_544 })).toBe(
    'sign.bare.32B.p50      0.63 ms\nrss.driver             50.0 MiB\nbundle.popup          106.0 KiB',
  );
});
