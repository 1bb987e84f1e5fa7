import { CHECK_CODES, type CodeOf } from '../../shared/text/checks/codes.js';
import { check } from './check.js';

export const driver = check({
  id: 'driver',
  needs: ['environment'],
  meanings: {
    found: { state: 'good' },
    demo: { state: 'info' },
    none: { state: 'bad' },
    'module.missing': { state: 'bad' },
    'module.notPkcs11': { state: 'bad' },
    'module.changed': { state: 'bad' },
    'driver.unavailable': { state: 'bad', repair: 'again' },
    'driver.crashed': { state: 'bad', repair: 'again' },
    'driver.timeout': { state: 'bad', repair: 'again' },
    failed: { state: 'bad', repair: 'again' },
    unknown: { state: 'unknown' },
  },
  judge({ environment }) {
    if (!environment) return { code: 'unknown' };
    // The demo certificate’s own says nothing of tokens.
    const drivers = environment.drivers.filter(({ name }) => name !== 'pkcs12');
    if (drivers.length === 0) return { code: environment.drivers.length > 0 ? 'demo' : 'none' };
    const working = drivers.find(({ state }) => state === 'ok');
    if (working) return { code: 'found', facts: { file: working.file ?? working.name } };
    const state = drivers.find((one) => one.state !== 'module.wrongBitness')?.state;
    // Found, but not for this program: that is the next check's to say.
    if (state === undefined) return { code: 'found', facts: { file: drivers[0]?.file ?? '' } };
    return isCode(state) ? { code: state } : { code: 'failed', facts: { reason: state } };
  },
});

function isCode(state: string): state is CodeOf<'driver'> {
  return (CHECK_CODES.driver as readonly string[]).includes(state);
}
