import { join } from 'node:path';
import { expect } from 'vitest';
import { fileSecretStore } from '../../bridge/config/secret-store.js';
import { folderDisk } from '../../bridge/journal/disk.js';
import { Records } from '../../bridge/journal/records.js';
import { systemClock } from '../../bridge/system.js';

export interface Recorded {
  readonly intents: readonly Record<string, unknown>[];
  /** The intents' numbers of those that were signed. */
  readonly signed: ReadonlySet<unknown>;
}

/** What a bridge has on record in its home folder; fails where the record is not as it was written, but for a torn end. */
export function recorded(home: string): Recorded {
  const records = new Records({
    disk: folderDisk(join(home, 'journal')),
    secrets: fileSecretStore(join(home, 'secrets')),
    clock: systemClock,
    log: { event: () => undefined },
    retentionMonths: 120,
  });
  const report = records.report();
  if (!report.ok) throw new Error(report.reason);
  expect(report.value.findings.filter(({ kind }) => kind !== 'torn')).toEqual([]);
  const values = report.value.sound.map(({ seq, value }) => ({ ...value, seq }) as Record<string, unknown>);
  return {
    intents: values.filter(({ kind }) => kind === 'intent'),
    signed: new Set(values.filter(({ kind }) => kind === 'signed').map(({ of }) => of)),
  };
}
