import { check } from './check.js';
import { tokensOf } from './facts.js';
import { earliest } from './moments.js';

export const tries = check({
  id: 'tries',
  needs: ['bridge'],
  meanings: {
    enough: { state: 'good' },
    accepted: { state: 'good' },
    few: { state: 'warn' },
    last: { state: 'warn' },
    locked: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge(facts) {
    const tokens = tokensOf(facts);
    const worst = (['locked', 'last', 'few'] as const).find((each) => tokens.some((one) => one.tries === each));
    if (worst) {
      const left = tokens.find((one) => one.tries === worst)?.retriesLeft;
      return { code: worst, ...(left === undefined ? {} : { facts: { left } }) };
    }
    const silent = tokens.filter(({ retriesLeft }) => retriesLeft === undefined);
    if (tokens.length > 0 && silent.length === 0) return { code: 'enough' };
    const time = earliest(silent.map(({ passwordAcceptedAt }) => passwordAcceptedAt));
    return time === null ? { code: 'unknown' } : { code: 'accepted', facts: { time } };
  },
});
