import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEADLINE_MS } from '../../bridge/tokens/opened-child.js';
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

const tries = async () => (await on.find()).password.tries;
const wrong = { ok: false, reason: 'password.incorrect' };
const locked = { ok: false, reason: 'password.locked' };

describe('a password', { timeout: 60_000 }, () => {
  it('that is wrong costs one try each time; what is left is told in words, and the lock too', async () => {
    await start({ slots: [{ ...one, tries: 3 }] });
    const { login } = await on.find();
    expect(await tries()).toBe('unknown');
    expect([await login('0000'), await tries()]).toEqual([wrong, 'few']);
    expect([await login('0000'), await tries()]).toEqual([{ ...wrong, retriesLeft: 1 }, 'last']);
    expect([await login('0000'), await tries()]).toEqual([locked, 'locked']);
    expect(await login()).toEqual(locked);
    expect((await on.fake.calls()).filter((name) => name === 'C_Login')).toHaveLength(4);
  });

  it('that is right gives back all tries', async () => {
    await start({ slots: [{ ...one, tries: 3 }] });
    const { login } = await on.find();
    await login('0000');
    value(await login());
    expect(await tries()).toBe('unknown');
  });

  it('that is empty, or for a token that takes it on its own keys, is not tried', async () => {
    await start({ slots: [one, { ...other, pad: PASSWORD }] });
    expect(await (await on.find(0)).login('')).toEqual({ ok: false, reason: 'internal' });
    expect(await (await on.find(0)).login(null)).toEqual({ ok: false, reason: 'internal' });
    expect(await (await on.find(1)).login(PASSWORD)).toEqual({ ok: false, reason: 'internal' });
    expect(await on.fake.calls()).not.toContain('C_Login');
  });
});

describe('a token with keys of its own', { timeout: 60_000 }, () => {
  it('takes the password there, and signs', async () => {
    await start({ slots: [{ ...one, pad: PASSWORD }] });
    const { password, login, signs } = await on.find();
    expect(password.onToken).toBe(true);
    value(await login(null));
    expect(await signs()).toBe(true);
  });

  it('tells a wrong password from one that was not typed', async () => {
    await start({ slots: [{ ...one, pad: '0000' }] });
    const { login } = await on.find();
    expect(await login(null)).toEqual(wrong);
    await on.fake.rewrite({ slots: [{ ...one, pad: null }] });
    expect(await login(null)).toEqual({ ok: false, reason: 'prompt.cancelled' });
  });

  it('is waited for as long as a user needs', async () => {
    await start({ slots: [{ ...one, pad: PASSWORD }], faults: { C_Login: { outcome: 'hang' } } });
    const { login } = await on.find();
    const answer = login(null);
    await on.called('C_Login');
    expect(on.clock.has(DEADLINE_MS.login)).toBe(false);
    await on.clock.fire(DEADLINE_MS.onToken);
    expect(await answer).toEqual({ ok: false, reason: 'driver.timeout' });
  });

  it('changes it there', async () => {
    await start({ slots: [{ ...one, pad: PASSWORD }] });
    const { id } = await on.find();
    expect(await on.driver.changePassword(id, null, null)).toEqual({ ok: true, value: undefined });
    expect(await on.driver.changePassword(id, Buffer.from('1234'), Buffer.from('5678'))).toMatchObject({ ok: false });
    expect((await on.fake.calls()).filter((name) => name === 'C_SetPIN')).toHaveLength(1);
  });
});

describe('a key that takes the password each time', { timeout: 60_000 }, () => {
  const asking = (token: FakeToken): FakeToken => ({
    ...token,
    objects: token.objects?.map((one) => (one.kind === 'key' ? { ...one, alwaysAuthenticate: true } : one)) ?? [],
  });

  it('says so at the login, and signs once for it', async () => {
    await start({ slots: [asking(one)] });
    const { certificateId, login, sign, signs } = await on.find();
    expect(value(await login())).toEqual({ signOnce: [certificateId] });
    expect(await signs()).toBe(true);
    expect(await sign()).toEqual(wrong);
    value(await login());
    expect(await signs()).toBe(true);
  });

  it('asks for it on the token where that has keys', async () => {
    await start({ slots: [{ ...asking(one), pad: PASSWORD }] });
    const { login, signs } = await on.find();
    value(await login(null));
    expect(await signs()).toBe(true);
    expect((await on.fake.calls()).filter((name) => name === 'C_Login')).toHaveLength(2);
  });

  it('is the only one of its kind', async () => {
    await start({ slots: [one] });
    expect(value(await (await on.find()).login())).toEqual({ signOnce: [] });
  });
});

describe('a change of the password', { timeout: 60_000 }, () => {
  const change = async (current: string, next: string) =>
    on.driver.changePassword((await on.find()).id, Buffer.from(current), Buffer.from(next));

  it('holds from then on, and ends the login', async () => {
    await start({ slots: [one] });
    const { login, sign, signs } = await on.loggedIn();
    expect(await change(PASSWORD, 'Secret-1')).toEqual({ ok: true, value: undefined });
    expect(await sign()).toEqual({ ok: false, reason: 'driver.crashed' });
    expect(await login(PASSWORD)).toEqual(wrong);
    value(await login('Secret-1'));
    expect(await signs()).toBe(true);
    expect(await change('Secret-1', '中文口令')).toMatchObject({ ok: true });
    value(await login('中文口令'));
  });

  it('is refused for a new one that the token does not take, and costs a try for a wrong current one', async () => {
    await start({ slots: [{ ...one, tries: 3 }] });
    const { password } = await on.find();
    expect([password.minBytes, password.maxBytes]).toEqual([4, 32]);
    expect(await change(PASSWORD, '123')).toEqual({ ok: false, reason: 'password.refused' });
    expect(await change(PASSWORD, 'x'.repeat(33))).toEqual({ ok: false, reason: 'password.refused' });
    expect(await tries()).toBe('unknown');
    expect([await change('0000', 'Secret-1'), await tries()]).toEqual([wrong, 'few']);
    expect(await change('0000', 'Secret-1')).toEqual({ ...wrong, retriesLeft: 1 });
    expect(await change('0000', 'Secret-1')).toEqual(locked);
    expect(await change(PASSWORD, 'Secret-1')).toEqual(locked);
  });
});
