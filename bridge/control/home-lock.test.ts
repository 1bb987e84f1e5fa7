import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AlreadyRunningError, lockHome } from './home-lock.js';

const log = { event: () => undefined };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a home folder has one bridge until that lets go, and leaves nothing there', async () => {
  const home = join(folder, '衡水', 'home');
  const lock = await lockHome(home, log);
  await expect(lockHome(home, log)).rejects.toThrow(AlreadyRunningError);
  lock.release();
  (await lockHome(home, log)).release();
  expect([readdirSync(home), statSync(home).mode & 0o777]).toEqual([[], 0o700]);
});

it('another home folder is another bridge’s', async () => {
  const locks = [await lockHome(join(folder, 'a'), log), await lockHome(join(folder, 'b'), log)];
  for (const lock of locks) lock.release();
});

it('where no home folder can be made, the one above it counts', async () => {
  writeFileSync(join(folder, 'file'), '');
  const lock = await lockHome(join(folder, 'file', 'home'), log);
  await expect(lockHome(join(folder, 'file', 'home'), log)).rejects.toThrow(AlreadyRunningError);
  lock.release();
});
