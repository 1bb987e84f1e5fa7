import { check } from './check.js';

export const bitness = check({
  id: 'bitness',
  needs: ['environment'],
  meanings: { match: { state: 'good' }, 'module.wrongBitness': { state: 'bad' }, unknown: { state: 'unknown' } },
  judge({ environment }) {
    const drivers = (environment?.drivers ?? []).filter(({ name }) => name !== 'pkcs12');
    if (drivers.some(({ state }) => state === 'ok')) return { code: 'match' };
    return { code: drivers.some(({ state }) => state === 'module.wrongBitness') ? 'module.wrongBitness' : 'unknown' };
  },
});
