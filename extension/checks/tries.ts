import { check } from './check.js';

export const tries = check({
  id: 'tries',
  needs: ['bridge'],
  meanings: {
    enough: { state: 'good' },
    few: { state: 'warn' },
    last: { state: 'warn' },
    locked: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge({ bridge }) {
    const tokens = bridge?.tokens.ok ? bridge.tokens.value : [];
    const worst = (['locked', 'last', 'few'] as const).find((each) => tokens.some((one) => one.tries === each));
    if (worst) {
      const left = tokens.find((one) => one.tries === worst)?.retriesLeft;
      return { code: worst, ...(left === undefined ? {} : { facts: { left } }) };
    }
    return { code: tokens.some(({ retriesLeft }) => retriesLeft !== undefined) ? 'enough' : 'unknown' };
  },
});
