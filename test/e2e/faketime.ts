import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A clock of some processes that a test sets, by libfaketime; what measures time that has passed stays right. */
export interface FakeTime {
  /** What the processes need in their environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Off by `+9y`, `-1d` and the like from now on, or by `+0`. */
  set(offset: string): void;
  close(): void;
}

export function createFakeTime(offset: string): FakeTime {
  const library = readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name, 'faketime/libfaketime.so.1'))
    .find((path) => existsSync(path));
  if (library === undefined) throw new Error('libfaketime is not installed: scripts/setup');
  const folder = mkdtempSync(join(tmpdir(), 'faketime-'));
  const file = join(folder, 'offset');
  const set = (next: string): void => writeFileSync(file, `${next}\n`);
  set(offset);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    set,
    close: () => rmSync(folder, { recursive: true }),
  };
}
