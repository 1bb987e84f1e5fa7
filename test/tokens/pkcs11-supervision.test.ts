import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, copyFile, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pkcs11js from 'pkcs11js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { END_MS } from '../../bridge/tokens/driver-child.js';
import { POLL_MS } from '../../bridge/tokens/pkcs11/poll-tokens.js';
import { IDLE_MS } from '../../bridge/tokens/reader-process.js';
import { bundleScript, waitForEnd } from '../../bridge/tokens/testing/processes.js';
import { DriverOnFake, PASSWORD, value } from './driver-on-fake.js';
import { type FakeBench, fakeBench } from './fake-bench.js';
import type { FakeScript, FakeToken } from './fake-script.js';

let bench: FakeBench;
let one: FakeToken;
let other: FakeToken;
beforeAll(async () => {
  bench = await fakeBench();
  one = await bench.token('甲公司');
  other = await bench.token('乙公司');
}, 60_000);
afterAll(() => bench.close());

let on: DriverOnFake;
async function start(script: FakeScript): Promise<void> {
  on = await DriverOnFake.start(bench, script);
}
afterEach(() => on.driver.close());

describe('two tokens of one module', { timeout: 60_000 }, () => {
  async function both() {
    await start({ slots: [one, other] });
    const first = await on.loggedIn(0);
    const { pid } = on.log;
    return { first, pid, second: await on.loggedIn(1) };
  }

  it('sign side by side, however slow one of them is', async () => {
    const { first, second } = await both();
    await on.fake.rewrite({ slots: [one, other], faults: { C_Sign: { milliseconds: 3_000 } } });
    const slow = first.signs();
    await on.called('C_Sign');
    await on.fake.rewrite({ slots: [one, other] });
    const order: string[] = [];
    await Promise.all([
      slow.then((verified) => order.push(`slow ${verified}`)),
      second.signs().then((verified) => order.push(`quick ${verified}`)),
    ]);
    expect(order).toEqual(['quick true', 'slow true']);
  });

  it('lose one login when one process crashes', async () => {
    const { first, pid, second } = await both();
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(() => on.events.length > 0);
    expect(on.events).toEqual(['loginLost']);
    expect(await first.sign()).toEqual({ ok: false, reason: 'driver.crashed' });
    expect(await second.signs()).toBe(true);
  });

  it('lose the login of the one that is pulled', async () => {
    const { first, second } = await both();
    await on.fake.rewrite({ slots: [null, other] });
    expect(await on.labels()).toEqual(['乙公司']);
    await vi.waitUntil(() => on.events.length > 0);
    expect(await first.sign()).toEqual({ ok: false, reason: 'certificate.notFound' });
    expect(await second.signs()).toBe(true);
    await on.fake.rewrite({ slots: [one, other] });
    expect(await first.sign()).toEqual({ ok: false, reason: 'driver.crashed' });
    expect(on.events).toEqual(['loginLost']);
  });
});

describe('tokens that come and go', { timeout: 60_000 }, () => {
  const looked = () => vi.waitUntil(() => on.clock.has(POLL_MS), { timeout: 20_000 });
  const look = async () => {
    await on.clock.fire(POLL_MS);
    await looked();
    return on.events.length;
  };

  it('are told of at the next look: put in, pulled, put in again, a second one, swapped', async () => {
    await start({ slots: [null, null] });
    on.driver.watch(true);
    await looked();
    const seen = async (...slots: (FakeToken | null)[]) => {
      await on.fake.rewrite({ slots });
      return look();
    };
    expect([await seen(one, null), await seen(null, null), await seen(null, one)]).toEqual([1, 2, 3]);
    expect([await seen(other, one), await seen(one, other), await seen(other, null)]).toEqual([4, 4, 5]);
    expect([await seen(one, null), await look()]).toEqual([6, 6]);
    expect(on.log.count('driver.started')).toBe(1);
  });

  it('are told of while another is in use, without touching its login', async () => {
    await start({ slots: [one, null] });
    on.driver.watch(true);
    const { signs } = await on.loggedIn();
    await looked();
    await on.fake.rewrite({ slots: [one, other] });
    expect(await look()).toBe(1);
    expect(await signs()).toBe(true);
  });

  it('are not looked for when nobody wants to know, and the idle process ends', async () => {
    await start({ slots: [one] });
    on.driver.watch(true);
    await looked();
    on.driver.watch(false);
    expect(on.clock.has(POLL_MS)).toBe(false);
    await on.clock.fire(IDLE_MS);
    await waitForEnd(on.log.pid);
    expect(await on.labels()).toEqual(['甲公司']);
  });
});

describe('a driver’s process', { timeout: 60_000 }, () => {
  it('that sees passwords is logged out and ended with the login, and dumps no core', async () => {
    await start({ slots: [one] });
    const { id } = await on.loggedIn();
    const { pid } = on.log;
    expect(await readFile(`/proc/${pid}/limits`, 'utf8')).toMatch(/Max core file size +0 +0/);
    value(await on.driver.logout(id));
    await waitForEnd(pid);
    expect((await on.fake.calls()).slice(-2)).toEqual(['C_Logout', 'C_CloseSession']);
  });

  it('logs out also when the bridge ends', async () => {
    await start({ slots: [one] });
    await on.loggedIn();
    await on.driver.close();
    expect(await on.fake.calls()).toContain('C_Logout');
  });

  it('whose module was replaced in the meantime gets no password', async () => {
    await start({ slots: [one] });
    const { login } = await on.find();
    await copyFile(on.fake.module, `${on.fake.module}.next`);
    await appendFile(`${on.fake.module}.next`, 'x');
    await rename(`${on.fake.module}.next`, on.fake.module);
    expect(await login()).toEqual({ ok: false, reason: 'module.changed' });
    expect(await on.fake.calls()).not.toContain('C_Login');
  });

  it.each(['C_Login', 'C_Sign'])('is ended with the bridge, also in the middle of %s', async (name) => {
    await start({ slots: [one], faults: { [name]: { outcome: 'hang' } } });
    const token = await on.find();
    const answer = name === 'C_Login' ? token.login() : token.login().then(() => token.sign());
    await on.called(name);
    const { pid } = on.log;
    let closed = false;
    void on.driver.close().then(() => {
      closed = true;
    });
    await vi.waitUntil(
      async () => {
        if (on.clock.has(END_MS)) await on.clock.fire(END_MS);
        return closed;
      },
      { timeout: 20_000 },
    );
    expect(await answer).toEqual({ ok: false, reason: 'driver.unavailable' });
    await waitForEnd(pid);
  });

  it('whose module leaks is replaced', async () => {
    await start({ slots: [one], faults: { C_GetSlotList: { outcome: 'leak' } } });
    expect(await on.labels()).toEqual(['甲公司']);
    await waitForEnd(on.log.pid);
    await on.fake.rewrite({ slots: [one] });
    expect(await on.labels()).toEqual(['甲公司']);
    const { pid } = on.log;
    expect(await on.labels()).toEqual(['甲公司']);
    expect(on.log.pid).toBe(pid);
  });

  it('that leaks while it is logged in loses its login', async () => {
    await start({ slots: [one], faults: { C_Sign: { outcome: 'leak' } } });
    const { signs } = await on.loggedIn();
    const { pid } = on.log;
    expect(await signs()).toBe(true);
    expect(on.events).toEqual(['loginLost']);
    await waitForEnd(pid);
  });

  it('whose module cannot be initialised or list its slots is replaced until it can', async () => {
    for (const name of ['C_Initialize', 'C_GetSlotList']) {
      await on?.driver.close();
      await start({ slots: [one], faults: { [name]: { outcome: pkcs11js.CKR_DEVICE_ERROR } } });
      expect(await on.driver.list()).toEqual({ ok: false, reason: 'driver.crashed' });
      await waitForEnd(on.log.pid);
      await on.fake.rewrite({ slots: [one] });
      expect(await on.labels()).toEqual(['甲公司']);
    }
  });
});

describe('a bridge that is killed', { timeout: 60_000 }, () => {
  it.each(['C_GetTokenInfo', 'C_Login', 'C_Sign'])('takes its drivers along while one hangs in %s', async (name) => {
    await start({ slots: [one], faults: { [name]: { outcome: 'hang' } } });
    const script = await bundleScript(new URL('./bridge-process.ts', import.meta.url));
    const driver = await bundleScript(new URL('../../bridge/tokens/pkcs11/driver.ts', import.meta.url));
    const bridge: ChildProcess = spawn(process.execPath, [script, driver, on.fake.module, PASSWORD], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pids: number[] = [];
    if (bridge.stdout) createInterface(bridge.stdout).on('line', (line) => pids.push(Number(line)));
    await on.called(name);
    expect(pids).toHaveLength(name === 'C_GetTokenInfo' ? 1 : 2);
    for (const pid of pids) process.kill(pid, 0);
    bridge.kill('SIGKILL');
    for (const pid of pids) await waitForEnd(pid);
    for (const file of [script, driver]) await rm(path.dirname(file), { recursive: true });
  });
});
