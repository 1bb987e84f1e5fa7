import { expect, test } from 'vitest';
import { validityOf } from './validity.js';

const NOW = Date.parse('2026-03-01T20:00:00+08:00');

test.each([
  ['2027-03-01T00:00:00+08:00', { level: 'good', days: 365 }],
  ['2026-05-01T00:00:00+08:00', { level: 'good', days: 61 }],
  ['2026-04-30T23:59:59+08:00', { level: 'soon', days: 60 }],
  ['2026-03-03T00:00:00+08:00', { level: 'soon', days: 2 }],
  ['2026-03-02T08:00:00+08:00', { level: 'soon', days: 1 }],
  ['2026-03-01T23:59:59+08:00', { level: 'soon', days: 0 }],
  ['2026-03-01T20:00:00+08:00', { level: 'expired', days: 0 }],
  ['2026-03-01T08:00:00+08:00', { level: 'expired', days: 0 }],
  ['2020-01-01T00:00:00+08:00', { level: 'expired', days: 0 }],
  ['no date', { level: 'expired', days: 0 }],
])('a certificate until %s, wherever the computer is', (notAfter, expected) => {
  expect(validityOf({ notBefore: '2019-01-01T00:00:00+08:00', notAfter }, NOW)).toEqual(expected);
});

test('a certificate that begins tomorrow is none yet', () => {
  const dates = { notBefore: '2026-03-02T00:00:00+08:00', notAfter: '2027-03-02T00:00:00+08:00' };
  expect(validityOf(dates, NOW)).toEqual({ level: 'early', days: 366 });
});
