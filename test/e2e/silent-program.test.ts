import { realpathSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startSilentProgram } from '../support/silent-program.js';
import { ChecksInPopup } from './checks-view.js';
import { startStack } from './harness.js';

it('a program that hangs in the place of the vendor’s helper is named, and goes on being no helper', async () => {
  const silent = await startSilentProgram(17_212);
  const stack = await startStack();
  try {
    const checks = new ChecksInPopup(await stack.popup());
    const found = await checks.finds('strangers', 'helperPort');
    expect(found.facts).toEqual({ port: 17_212, program: realpathSync(silent.program), silent: 1 });
    expect((await checks.found('helper'))?.code).toBe('unknown');
    await silent.stop();
    await checks.finds('strangers', 'none');
  } finally {
    await stack.close();
  }
});
