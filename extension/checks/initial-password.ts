import { check } from './check.js';

export const initialPassword = check({
  id: 'initialPassword',
  needs: ['bridge'],
  meanings: { initial: { state: 'info', repair: 'changePassword' }, unknown: { state: 'unknown' } },
  judge({ bridge }) {
    const tokens = bridge?.tokens.ok ? bridge.tokens.value : [];
    const found =
      tokens.find(({ initialPassword: initial, demo }) => initial && !demo) ??
      tokens.find((one) => one.initialPassword);
    return found ? { code: 'initial', facts: { token: found.id } } : { code: 'unknown' };
  },
});
