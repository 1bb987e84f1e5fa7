import { check } from './check.js';

export const excel = check({
  id: 'excel',
  needs: ['environment'],
  meanings: { installed: { state: 'info' }, absent: { state: 'info' }, unknown: { state: 'unknown' } },
  judge({ environment }) {
    if (!environment || environment.excel === 'unknown') return { code: 'unknown' };
    return { code: environment.excel === 'yes' ? 'installed' : 'absent' };
  },
});
