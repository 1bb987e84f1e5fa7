import type { Level } from '../popup/Row.js';
import type { CheckState } from './check.js';

/** The mark of a finding: what is not known is neither good nor bad. */
export const CHECK_LEVELS: Readonly<Record<CheckState, Level>> = {
  good: 'good',
  info: 'idle',
  warn: 'warn',
  alarm: 'bad',
  bad: 'bad',
  unknown: 'idle',
};
