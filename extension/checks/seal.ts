import { check } from './check.js';
import { certificatesOf } from './facts.js';

export const seal = check({
  id: 'seal',
  needs: ['bridge'],
  meanings: { present: { state: 'good' }, absent: { state: 'warn' }, unknown: { state: 'unknown' } },
  judge(facts) {
    const seals = certificatesOf(facts).map((one) => one.seal);
    if (seals.includes('absent')) return { code: 'absent' };
    return { code: seals.length > 0 && seals.every((one) => one === 'present') ? 'present' : 'unknown' };
  },
});
