import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FakePkcs11 } from '../tokens/build-fake.js';
import { type FakeBench, fakeBench } from '../tokens/fake-bench.js';
import type { FakeToken } from '../tokens/fake-script.js';
import { restartWith } from './bridge-settings.js';
import { ChecksInPopup } from './checks-view.js';
import { type Stack, startStack } from './harness.js';

let bench: FakeBench;
let token: FakeToken;
let fake: FakePkcs11;
let folder: string;
let stack: Stack;
let checks: ChecksInPopup;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drivers-'));
  bench = await fakeBench();
  token = await bench.token('衡水金保科技有限公司', { notAfter: new Date(Date.now() + 300 * 86_400_000) });
  fake = await bench.fake({ slots: [token] });
  stack = await startStack({
    settings: { demo: false, 'tokens.modules': [fake.module], 'tokens.findModules': false },
  });
  checks = new ChecksInPopup(await stack.popup());
});

afterAll(async () => {
  await stack.close();
  await bench.close();
  rmSync(folder, { recursive: true });
});

/** Another library in the driver's place, as after an installation. */
async function install(...modules: readonly string[]): Promise<void> {
  await restartWith(stack, { 'tokens.modules': modules });
}

it('no driver, a missing one, and a file that is none are told apart; the right one mends it', async () => {
  const text = join(folder, 'no-module.so');
  writeFileSync(text, 'not a library');
  await install();
  await checks.says(await checks.finds('driver', 'none'));
  await install(join(folder, 'missing.so'));
  await checks.says(await checks.finds('driver', 'module.missing'));
  await install(text);
  await checks.says(await checks.finds('driver', 'module.notPkcs11'));
  await install(fake.module);
  await checks.finds('driver', 'found');
  await checks.finds('token', 'present');
});

it('a driver of another kind of processor is found but does not fit, and one that fits mends it', async () => {
  const other = join(folder, 'other.so');
  execFileSync('gcc', ['-m32', '-shared', '-nostdlib', '-x', 'c', '/dev/null', '-o', other]);
  await install(other);
  await checks.says(await checks.finds('bitness', 'module.wrongBitness'));
  expect(await checks.found('driver')).toMatchObject({ code: 'found', facts: { file: 'other.so' } });
  // Of the token nothing else is known.
  expect(await checks.found('token')).toMatchObject({ code: 'failed', facts: { reason: 'module.wrongBitness' } });
  await install(fake.module);
  await checks.finds('bitness', 'match');
  await checks.finds('token', 'present');
});

it.each([
  ['hangs', 'hang', 'driver.timeout'],
  ['crashes', 'crash', 'driver.crashed'],
] as const)(
  'a driver that %s is told, and the token plugged in again and looked for mends it',
  async (_, outcome, code) => {
    await fake.rewrite({ slots: [token], faults: { C_GetSlotList: { outcome } } });
    await install(fake.module);
    checks = new ChecksInPopup(await stack.popup());
    // Of one that hangs the run itself is not waited for: what only the driver knows takes it longer.
    await checks.says(await (outcome === 'hang' ? checks.told('driver', code) : checks.finds('driver', code)));
    await fake.rewrite({ slots: [token] });
    await checks.mends('driver', 'again', 'found');
    await checks.mends('token', 'again', 'present');
  },
);

it('two drivers that show one token are told, and without the second it is one token again', async () => {
  const second = await bench.fake({ slots: [token] });
  await install(fake.module, second.module);
  await checks.says(await checks.finds('token', 'token.twoDrivers'));
  await second.rewrite({ slots: [] });
  await checks.finds('token', 'present');
  await second.rewrite({ slots: [token] });
  await checks.finds('token', 'token.twoDrivers');
  await install(second.module);
  await checks.finds('token', 'present');
});
