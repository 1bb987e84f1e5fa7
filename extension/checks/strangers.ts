import { check } from './check.js';

export const strangers = check({
  id: 'strangers',
  needs: ['environment'],
  meanings: {
    none: { state: 'good' },
    ourPort: { state: 'warn' },
    helperPort: { state: 'info' },
    silent: { state: 'unknown' },
    unknown: { state: 'unknown' },
  },
  judge({ environment }) {
    if (!environment) return { code: 'unknown' };
    // Where nobody answers and the system names nobody, there may be none.
    const certain = environment.strangers.filter(({ answers, program }) => answers || program !== null);
    const found = certain.find(({ place }) => place === 'bridge') ?? certain[0];
    if (!found) {
      // What is silent in the vendor helper's place is in nobody's way.
      const silent = environment.strangers.find(({ place }) => place === 'bridge');
      return silent ? { code: 'silent', facts: { port: silent.port } } : { code: 'none' };
    }
    const facts = { program: found.program ?? '', port: found.port, ...(!found.answers && { silent: 1 }) };
    return { code: found.place === 'bridge' ? 'ourPort' : 'helperPort', facts };
  },
});
