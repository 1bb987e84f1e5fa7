import { check } from './check.js';

export const windows = check({
  id: 'windows',
  needs: ['bridge'],
  meanings: {
    ready: { state: 'good' },
    noPassword: { state: 'bad' },
    noConfirm: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge({ bridge }) {
    if (!bridge?.bridge.ok) return { code: 'unknown' };
    const { password, confirm } = bridge.bridge.value.windows;
    if (!password) return { code: 'noPassword' };
    return { code: confirm ? 'ready' : 'noConfirm' };
  },
});
