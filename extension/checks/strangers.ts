import { check } from './check.js';

export const strangers = check({
  id: 'strangers',
  needs: ['environment'],
  meanings: {
    none: { state: 'good' },
    ourPort: { state: 'warn' },
    helperPort: { state: 'info' },
    unknown: { state: 'unknown' },
  },
  judge({ environment }) {
    if (!environment) return { code: 'unknown' };
    const found = environment.strangers.find(({ place }) => place === 'bridge') ?? environment.strangers[0];
    if (!found) return { code: 'none' };
    const facts = { program: found.program ?? '', port: found.port };
    return { code: found.place === 'bridge' ? 'ourPort' : 'helperPort', facts };
  },
});
