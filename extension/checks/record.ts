import { check } from './check.js';

export const record = check({
  id: 'record',
  needs: ['record'],
  meanings: { whole: { state: 'good' }, broken: { state: 'alarm', repair: 'records' }, unknown: { state: 'unknown' } },
  judge({ record }) {
    if (!record) return { code: 'unknown' };
    return { code: record.broken ? 'broken' : 'whole' };
  },
});
