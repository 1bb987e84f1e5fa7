import type { Diagnosis } from '../diagnosis.js';

/** A diagnosis that finds nothing wrong. */
export const WELL: Diagnosis = {
  schemaVersion: 1,
  at: '2026-11-24T01:00:00.000Z',
  version: '1.2.3',
  environment: {
    system: { platform: 'linux', name: 'Debian GNU/Linux 12 (bookworm)', release: '6.1.0', arch: 'x64' },
    program: { arch: 'x64', bits: 64 },
    drivers: [{ name: 'pkcs11', file: 'libgm3000.1.0.so', state: 'ok' }],
    helper: { installed: 'unknown', running: 'no' },
    excel: 'unknown',
    strangers: [],
  },
  running: { since: '2026-11-24T00:00:00.000Z', port: 18_632 },
  browsers: { known: 2, connected: 1 },
  tokens: [{ label: 'HEBCA', certificates: 2, daysLeft: 90, tries: 'unknown' }],
  windows: { password: true, confirm: true },
  writable: true,
  journal: 'intact',
};
