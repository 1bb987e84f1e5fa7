import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from './system.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'system-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what came while the process stood still is read before a limit that is over by then counts', async () => {
  const written = join(folder, 'written');
  const script = `process.stdout.write('answer', () => require('fs').writeFileSync(process.argv[1], ''))`;
  const child = spawn(process.execPath, ['-e', script, written], { stdio: ['ignore', 'pipe', 'ignore'] });
  const seen: string[] = [];
  child.stdout.on('data', (data: Buffer) => seen.push(String(data)));
  const limit = new Promise<void>((resolve) => {
    systemClock.after(1, () => {
      seen.push('limit');
      resolve();
    });
  });
  // This process does nothing else meanwhile.
  while (!existsSync(written));
  await limit;
  expect(seen).toEqual(['answer', 'limit']);
});

test('a limit that is taken back when it is over does not count', async () => {
  let ran = false;
  const first = new Promise<void>((resolve) => {
    systemClock.after(1, () => {
      takeBack();
      resolve();
    });
  });
  const takeBack = systemClock.after(1, () => {
    ran = true;
  });
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  expect(ran).toBe(false);
});
