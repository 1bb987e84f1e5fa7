import { check } from './check.js';

export const helper = check({
  id: 'helper',
  needs: ['environment'],
  meanings: {
    running: { state: 'info' },
    stopped: { state: 'info' },
    absent: { state: 'warn' },
    unknown: { state: 'unknown' },
  },
  judge({ environment }) {
    if (!environment) return { code: 'unknown' };
    const { installed, running } = environment.helper;
    if (running === 'yes') return { code: 'running' };
    if (installed === 'no') return { code: 'absent' };
    return { code: installed === 'yes' ? 'stopped' : 'unknown' };
  },
});
