import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bridgeSettings, restartWith } from './bridge-settings.js';
import { ChecksInPopup } from './checks-view.js';
import { connect } from './connect-browser.js';
import { startStack } from './harness.js';
import { listenAs } from './other-program.js';
import { type PortalStack, startPortalStack } from './portal-stack.js';

describe('the desktop program and its neighbours', () => {
  let stack: PortalStack;
  let checks: ChecksInPopup;

  beforeAll(async () => {
    stack = await startPortalStack({ identities: [{ company: '衡水金保科技有限公司', validDays: 300 }] });
    checks = new ChecksInPopup(await stack.popup());
  });

  afterAll(() => stack.close());

  it('all that is well is said to be so', async () => {
    await checks.finds('popups', 'blocked');
    await checks.mends('popups', 'allowPopups', 'allowed');
    await checks.isReady();
    for (const [id, code] of [
      ['system', 'supported'],
      ['browser', 'chromium'],
      ['program', 'ready'],
      ['windows', 'ready'],
      ['driver', 'demo'],
      ['token', 'demo'],
      ['issuer', 'demo'],
      ['validity', 'valid'],
      ['encryption', 'http'],
      ['pdf', 'shown'],
      ['record', 'whole'],
      // Nobody tells yet, so nobody guesses.
      ['seal', 'unknown'],
      ['excel', 'unknown'],
      ['tries', 'unknown'],
    ] as const) {
      expect([id, (await checks.found(id))?.code]).toEqual([id, code]);
    }
  });

  it('a desktop program that does not run is the next thing to mend, and its start mends it', async () => {
    await stack.bridge.stop();
    await checks.says(await checks.finds('program', 'bridge.unreachable'));
    // Nothing behind it is guessed at.
    expect((await checks.found('token'))?.code).toBe('unknown');
    await stack.bridge.start();
    await checks.repair('again');
    await checks.isReady();
  });

  it('windows that cannot be opened are told', async () => {
    const before = bridgeSettings(stack)['programs.pinentry'];
    await restartWith(stack, { 'programs.pinentry': '/nonexistent/pinentry' });
    await checks.says(await checks.finds('windows', 'noPassword'));
    await restartWith(stack, { 'programs.pinentry': before });
    await checks.finds('windows', 'ready');
  });

  it('a program in the desktop program’s place is named, and does not stop the work', async () => {
    const { port } = stack.bridge;
    await stack.bridge.stop();
    const stop = await listenAs(port);
    await stack.bridge.start();
    expect(stack.bridge.port).not.toBe(port);
    const found = await checks.finds('strangers', 'ourPort');
    expect(found.facts).toMatchObject({ port, program: process.execPath });
    await checks.says(found);
    expect((await checks.found('program'))?.code).toBe('ready');
    await stop();
    await checks.finds('strangers', 'none');
  });

  it('what listens in the place of the vendor’s helper is named', async () => {
    const stop = await listenAs(17_212);
    const found = await checks.finds('strangers', 'helperPort');
    expect(found.facts).toMatchObject({ program: process.execPath });
    // Not the vendor’s, so nobody says that it runs.
    expect((await checks.found('helper'))?.code).toBe('unknown');
    await stop();
    await checks.finds('strangers', 'none');
  });

  it('the vendor’s helper is known by its program where it listens, and is nobody’s trouble', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hebca-'));
    const program = join(folder, 'helper');
    copyFileSync(process.execPath, program);
    chmodSync(program, 0o755);
    try {
      // No register of software is read, so that nobody says that it is missing.
      await checks.saysInDiagnosis(await checks.finds('helper', 'unknown'));
      const stop = await listenAs(17_212, program);
      await checks.saysInDiagnosis(await checks.finds('helper', 'running'));
      await checks.isReady();
      await stop();
      await checks.finds('helper', 'unknown');
      expect((await checks.found('strangers'))?.code).toBe('none');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('a browser that is not connected is connected by one click', async () => {
  const stack = await startStack({ paired: false });
  try {
    const checks = new ChecksInPopup(await stack.popup());
    await checks.says(await checks.finds('program', 'bridge.unpaired'));
    await (await connect(stack, stack.browser)).close();
    await checks.finds('program', 'ready');
  } finally {
    await stack.close();
  }
});
