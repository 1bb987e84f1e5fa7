import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { bundleScript, waitForEnd } from './testing/processes.js';

it('a process whose main thread stands still ends with its parent', async () => {
  const script = await bundleScript(new URL('./testing/orphan.ts', import.meta.url));
  const parent = spawn(process.execPath, [script, 'bridge'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 0);
  parent.kill('SIGKILL');
  await waitForEnd(pid);
  await rm(dirname(script), { recursive: true });
});
