import { check } from './check.js';

/** NT versions: 6.1 is Windows 7. */
const WINDOWS_7 = 6.1;

export const system = check({
  id: 'system',
  needs: ['browser', 'environment'],
  meanings: {
    supported: { state: 'good' },
    windows7: { state: 'info' },
    tooOld: { state: 'bad' },
    unknown: { state: 'unknown' },
  },
  judge({ browser, environment }) {
    const { platform, name, release } = environment?.system ?? {};
    const version =
      platform === 'win32' ? Number(/^\d+\.\d+/.exec(release ?? '')?.[0] ?? Number.NaN) : browser?.windowsVersion;
    const isWindows = platform === undefined ? browser?.windows : platform === 'win32';
    if (isWindows === undefined) return { code: 'unknown' };
    if (!isWindows) return name === undefined ? { code: 'unknown' } : { code: 'supported', facts: { name } };
    if (version === undefined || version === null || Number.isNaN(version)) return { code: 'unknown' };
    const facts = { name: name ?? `Windows NT ${version}` };
    if (version < WINDOWS_7) return { code: 'tooOld', facts };
    return version === WINDOWS_7 ? { code: 'windows7' } : { code: 'supported', facts };
  },
});
