import { check } from './check.js';
import { tokensOf } from './facts.js';
import { earliest } from './moments.js';

export const initialPassword = check({
  id: 'initialPassword',
  needs: ['bridge'],
  meanings: {
    initial: { state: 'info', repair: 'changePassword' },
    changed: { state: 'good' },
    own: { state: 'good' },
    unknown: { state: 'unknown' },
  },
  judge(facts) {
    const tokens = tokensOf(facts);
    const initial = tokens.find((one) => one.initialPassword);
    if (initial) return { code: 'initial', facts: { token: initial.id } };
    const changed = earliest(tokens.map(({ passwordChangedAt }) => passwordChangedAt));
    if (changed !== null) return { code: 'changed', facts: { time: changed } };
    const typed = earliest(
      tokens.map(({ initialPassword: is, passwordChangedAt, passwordAcceptedAt }) =>
        is === false ? (passwordChangedAt ?? passwordAcceptedAt) : undefined,
      ),
    );
    return typed === null ? { code: 'unknown' } : { code: 'own', facts: { time: typed } };
  },
});
