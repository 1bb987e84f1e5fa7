import { expect, test } from 'vitest';
import { validityOf } from './validity.js';

const NOW = Date.parse('2026-03-01T00:00:00Z');

test.each([
  ['2027-03-01T00:00:00Z', { level: 'good', days: 365 }],
  ['2026-05-01T00:00:00Z', { level: 'good', days: 61 }],
  ['2026-04-30T23:59:59Z', { level: 'soon', days: 60 }],
  ['2026-03-01T08:00:00Z', { level: 'soon', days: 0 }],
  ['2026-03-01T00:00:00Z', { level: 'expired', days: 0 }],
  ['2020-01-01T00:00:00Z', { level: 'expired', days: 0 }],
  ['no date', { level: 'expired', days: 0 }],
])('a certificate until %s', (notAfter, expected) => {
  expect(validityOf(notAfter, NOW)).toEqual(expected);
});
