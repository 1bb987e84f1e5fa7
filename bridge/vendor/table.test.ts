import { expect, it } from 'vitest';
import { VENDOR_FUNCTION_NAMES } from '../../shared/vendor/functions.js';
import { VENDOR_FUNCTIONS } from './table.js';

it('the functions that both sides know of are those that are served', () => {
  expect([...VENDOR_FUNCTIONS.keys()].sort()).toEqual([...VENDOR_FUNCTION_NAMES].sort());
});
