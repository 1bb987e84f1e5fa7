import { check } from './check.js';

/** Parts of paths of the vendor's programs. */
const VENDORS = /hebca|hbca|河北|证书助手/i;

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
    const listener = environment.strangers.find(({ place }) => place === 'helper')?.program ?? '';
    // Whatever else listens in its place is another program.
    if (running === 'yes' && VENDORS.test(listener)) return { code: 'running' };
    if (installed === 'no') return { code: 'absent' };
    return { code: installed === 'yes' ? 'stopped' : 'unknown' };
  },
});
