import { verify } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../../test/support/fake-clock.js';
import type { FakePrompts } from '../../test/support/fake-prompts.js';
import { MemoryDriver } from '../../test/support/memory-driver.js';
import { page } from '../../test/support/page-context.js';
import { SigningUnderTest } from '../../test/support/signing-under-test.js';
import { type Context, documentScope } from './context.js';
import type { Signing } from './signing.js';

const PASSWORD = 'Secret-1';
let template: MemoryDriver;
let driver: MemoryDriver;
let prompts: FakePrompts;
let clock: FakeClock;
let signing: Signing;
let events: string[];
let request: SigningUnderTest['request'];

beforeAll(() => {
  template = MemoryDriver.make('衡水金保科技有限公司', PASSWORD);
});

beforeEach(() => {
  use(30);
});

function use(loginMinutes: number): void {
  const bench = new SigningUnderTest(template.fresh(), loginMinutes);
  ({ driver, prompts, clock, signing, events } = bench);
  request = (over) => bench.request(over);
}

describe('a signature', () => {
  it('takes one window, which names the site, the owner and the text, and verifies', async () => {
    prompts.typePassword(PASSWORD);
    const outcome = await signing.perform(page(), request());
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(verify('sha1', Buffer.from('登录-8f3a'), driver.publicKey, outcome.value)).toBe(true);
    expect(prompts.shown).toHaveLength(1);
    const [window] = prompts.shown;
    expect(window?.kind).toBe('password');
    for (const fact of [
      'http://portal.test',
      '未加密网站',
      '衡水金保科技有限公司',
      '登录-8f3a',
      '此签名可用于登录其他网站',
    ]) {
      expect(window?.description).toContain(fact);
    }
  });

  it('leaves no login and no password behind', async () => {
    prompts.typePassword(PASSWORD);
    await signing.perform(page(), request());
    expect(driver.logins.size).toBe(0);
    expect(prompts.passwords.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true]);
    expect(events.join()).not.toContain(PASSWORD);
  });

  it('is not made without consent', async () => {
    for (const kind of ['cancelled', 'timeout', 'unavailable'] as const) {
      prompts.answers.push({ kind });
      expect(await signing.perform(page(), request())).toEqual({ ok: false, reason: `prompt.${kind}` });
    }
    expect(driver.signatures).toBe(0);
  });

  it('gives two tries for the password in one dialogue, and says what was wrong', async () => {
    prompts.typePassword('wrong');
    prompts.typePassword(PASSWORD);
    expect((await signing.perform(page(), request())).ok).toBe(true);
    const [first, second] = prompts.shown;
    expect(first).not.toHaveProperty('error');
    expect(second).toHaveProperty('error', expect.stringContaining('证书口令不对'));

    prompts.typePassword('wrong');
    prompts.typePassword('wrong again');
    expect(await signing.perform(page(), request())).toEqual({ ok: false, reason: 'password.incorrect' });
    expect(driver.signatures).toBe(1);
  });

  it('is made once for one key, and refused for the same key with other bytes', async () => {
    prompts.typePassword(PASSWORD);
    const wanted = request();
    const outcomes = await Promise.all([signing.perform(page(), wanted), signing.perform(page(), wanted)]);
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(driver.signatures).toBe(1);
    expect(await signing.perform(page(), { ...wanted, input: Buffer.from('other') })).toEqual({
      ok: false,
      reason: 'sign.keyReused',
    });
  });

  it('with another site’s key is another signature', async () => {
    const wanted = request();
    for (const origin of ['http://portal.test', 'http://other.test']) {
      prompts.typePassword(PASSWORD);
      expect((await signing.perform(page({ origin }), wanted)).ok).toBe(true);
    }
    expect(driver.signatures).toBe(2);
  });

  it('that does not verify is not handed out', async () => {
    driver.spoiled = true;
    prompts.typePassword(PASSWORD);
    expect(await signing.perform(page(), request())).toEqual({ ok: false, reason: 'sign.unverified' });
  });

  it('is refused when the certificate is gone', async () => {
    driver.present = false;
    expect(await signing.perform(page(), request())).toEqual({ ok: false, reason: 'certificate.notFound' });
    expect(prompts.shown).toHaveLength(0);
  });

  it('whose asker has gone before its turn opens no window', async () => {
    const first = new AbortController();
    const second = new AbortController();
    const waiting = signing.perform(page({ signal: first.signal }), request());
    const queued = signing.perform(page({ signal: second.signal }), request());
    second.abort();
    expect(await queued).toEqual({ ok: false, reason: 'prompt.cancelled' });
    await expect.poll(() => prompts.shown.length).toBe(1);
    const third = signing.perform(page(), request());
    prompts.typePassword(PASSWORD);
    first.abort();
    expect((await third).ok).toBe(true);
    expect(await waiting).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(prompts.shown).toHaveLength(2);
  });

  it('beyond the windows of a site that may wait is refused at once, which another site does not feel', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const asked = Array.from({ length: 6 }, () => signing.perform(page({ signal }), request()));
    expect(await asked.at(-1)).toEqual({ ok: false, reason: 'prompt.busy' });
    const other = signing.perform(page({ origin: 'https://other.test' }), request());
    await expect.poll(() => prompts.shown.length).toBe(1);
    prompts.typePassword(PASSWORD);
    controller.abort();
    expect((await other).ok).toBe(true);
    await Promise.all(asked);
  });

  it('beyond the windows of all sites that may wait is refused at once', async () => {
    const controller = new AbortController();
    const asked = Array.from({ length: 10 }, (_, site) =>
      signing.perform(page({ origin: `https://${site}.test`, signal: controller.signal }), request()),
    );
    expect(await asked.at(-1)).toEqual({ ok: false, reason: 'prompt.busy' });
    controller.abort();
    await Promise.all(asked);
  });
});

describe('a login', () => {
  it('opens one window; each signature after it is asked with a plain confirm', async () => {
    prompts.typePassword(PASSWORD);
    expect((await signing.login(page(), driver.certificate)).ok).toBe(true);
    expect(signing.holdsLogin(page(), driver.token)).toBe(true);
    prompts.agree();
    expect((await signing.perform(page(), request())).ok).toBe(true);
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'confirm']);
  });

  it('is no consent: a refused confirm signs nothing', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(page(), driver.certificate);
    prompts.answers.push({ kind: 'cancelled' });
    expect(await signing.perform(page(), request())).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(driver.signatures).toBe(0);
  });

  it.each<[string, Partial<Context>]>([
    ['site', { origin: 'http://other.test' }],
    ['tab', { tab: 2 }],
    ['document', { document: 'd2' }],
    ['pairing', { pairing: 'p2' }],
    ['extension', { client: 'c2' }],
  ])('cannot be used by another %s, whose password ends it', async (_, other) => {
    prompts.typePassword(PASSWORD);
    await signing.login(page(), driver.certificate);
    expect(signing.holdsLogin(page(other), driver.token)).toBe(false);
    prompts.typePassword(PASSWORD);
    expect((await signing.perform(page(other), request())).ok).toBe(true);
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'password']);
    expect(signing.holdsLogin(page(), driver.token)).toBe(false);
  });

  it('outlives another document’s window that is cancelled, and not its wrong password', async () => {
    const other = page({ document: 'd2' });
    prompts.typePassword(PASSWORD);
    await signing.login(page(), driver.certificate);
    prompts.answers.push({ kind: 'cancelled' });
    await signing.perform(other, request());
    expect(signing.holdsLogin(page(), driver.token)).toBe(true);
    prompts.typePassword('wrong');
    prompts.answers.push({ kind: 'cancelled' });
    await signing.login(other, driver.certificate);
    expect(signing.holdsLogin(page(), driver.token)).toBe(false);
    expect(driver.logins.size).toBe(0);
    prompts.typePassword(PASSWORD);
    expect((await signing.perform(page(), request())).ok).toBe(true);
  });

  it('that the driver has lost is asked for again at the next try', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(page(), driver.certificate);
    driver.logins.clear();
    prompts.agree();
    expect(await signing.perform(page(), request())).toEqual({ ok: false, reason: 'driver.crashed' });
    prompts.typePassword(PASSWORD);
    expect((await signing.perform(page(), request())).ok).toBe(true);
  });

  it('is not made for a page that left while the password was checked', async () => {
    const controller = new AbortController();
    const login = driver.login.bind(driver);
    driver.login = async (...args) => {
      const outcome = await login(...args);
      controller.abort();
      return outcome;
    };
    prompts.typePassword(PASSWORD);
    const left = page({ signal: controller.signal });
    expect(await signing.login(left, driver.certificate)).toEqual({ ok: false, reason: 'prompt.cancelled' });
    prompts.typePassword(PASSWORD);
    expect(await signing.perform(left, request())).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect([driver.logins.size, driver.signatures]).toEqual([0, 0]);
  });

  it('signs nothing for a page that left while it was confirmed', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(page(), driver.certificate);
    const controller = new AbortController();
    prompts.confirm = async () => {
      controller.abort();
      return { kind: 'answered', value: true };
    };
    const outcome = await signing.perform(page({ signal: controller.signal }), request());
    expect([outcome, driver.signatures]).toEqual([{ ok: false, reason: 'prompt.cancelled' }, 0]);
  });

  it('that ends while its confirm is open signs nothing', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(page(), driver.certificate);
    prompts.confirm = async () => {
      clock.advance(30 * 60_000);
      return { kind: 'answered', value: true };
    };
    expect(await signing.perform(page(), request())).toEqual({ ok: false, reason: 'prompt.timeout' });
    expect(driver.signatures).toBe(0);
  });

  it('that is lost while its confirm is open signs nothing, and says why', async () => {
    for (const [lose, reason] of [
      [() => driver.lose(), 'driver.crashed'],
      [() => driver.pull(), 'certificate.notFound'],
    ] as const) {
      prompts.typePassword(PASSWORD);
      await signing.login(page(), driver.certificate);
      prompts.confirm = async () => {
        lose();
        return { kind: 'answered', value: true };
      };
      expect(await signing.perform(page(), request())).toEqual({ ok: false, reason });
    }
    expect(driver.signatures).toBe(0);
  });

  it('ends after thirty minutes, with the document, and on request', async () => {
    const open = async (): Promise<void> => {
      prompts.typePassword(PASSWORD);
      await signing.login(page(), driver.certificate);
      expect(driver.logins.size).toBe(1);
    };
    await open();
    clock.sleep(30 * 60_000);
    expect(signing.holdsLogin(page(), driver.token)).toBe(false);
    clock.advance(0);
    await open();
    clock.advance(30 * 60_000);
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
    await open();
    signing.endLogins((scope) => scope === documentScope(page()));
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
    await open();
    signing.logout(page({ document: 'd2' }), driver.token);
    expect(signing.holdsLogin(page(), driver.token)).toBe(true);
    signing.logout(page(), driver.token);
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
  });

  it('is not kept where the setting is 0 minutes', async () => {
    use(0);
    prompts.typePassword(PASSWORD);
    expect((await signing.login(page(), driver.certificate)).ok).toBe(true);
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
  });
});

describe('a number of signatures allowed at once', () => {
  const secure = (over: Partial<Context> = {}) => page({ origin: 'https://portal.test', secure: true, ...over });

  async function allow(count: number): Promise<void> {
    prompts.typePassword(PASSWORD);
    expect(await signing.grantSignatures(secure(), driver.certificate, count)).toEqual({ ok: true, value: undefined });
  }

  it('takes one window, which names the number; the signature after the last is asked for', async () => {
    await allow(3);
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password']);
    expect(prompts.shown[0]?.description).toContain('允许本网页连续签名 3 次');
    const signed = await Promise.all([1, 2, 3].map(() => signing.perform(secure(), request())));
    expect([signed.every(({ ok }) => ok), prompts.shown.length, driver.signatures]).toEqual([true, 1, 3]);
    prompts.answers.push({ kind: 'cancelled' });
    expect(await signing.perform(secure(), request())).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'confirm']);
  });

  it('takes a plain confirm where the token is open, whose refusal allows nothing', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(secure(), driver.certificate);
    prompts.answers.push({ kind: 'cancelled' });
    const refused = await signing.grantSignatures(secure(), driver.certificate, 2);
    prompts.agree();
    const agreed = await signing.grantSignatures(secure(), driver.certificate, 2);
    expect([refused, agreed.ok]).toEqual([{ ok: false, reason: 'prompt.cancelled' }, true]);
    expect((await signing.perform(secure(), request())).ok).toBe(true);
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'confirm', 'confirm']);
  });

  it('is not allowed where the window closed without an answer', async () => {
    for (const kind of ['cancelled', 'timeout', 'unavailable'] as const) {
      prompts.answers.push({ kind });
      const answer = await signing.grantSignatures(secure(), driver.certificate, 2);
      expect(answer).toEqual({ ok: false, reason: `prompt.${kind}` });
    }
    prompts.answers.push({ kind: 'cancelled' });
    await signing.perform(secure(), request());
    expect([prompts.shown.length, driver.signatures]).toEqual([4, 0]);
  });

  it.each<[string, Partial<Context>]>([
    ['an unencrypted page', { secure: false, origin: 'http://portal.test' }],
    ['an embedded page', { ancestors: ['https://outer.test'] }],
  ])('is not for %s', async (_, over) => {
    const answer = await signing.grantSignatures(secure(over), driver.certificate, 2);
    expect([answer, prompts.shown.length]).toEqual([{ ok: false, reason: 'sign.noGrant' }, 0]);
  });

  it('is not for a setting that asks for the password each time, nor for no or countless signatures', async () => {
    for (const count of [0, -1, 1.5, 1_001, Number.NaN]) {
      expect((await signing.grantSignatures(secure(), driver.certificate, count)).ok).toBe(false);
    }
    use(0);
    expect((await signing.grantSignatures(secure(), driver.certificate, 2)).ok).toBe(false);
    expect(prompts.shown).toHaveLength(0);
  });

  it.each([
    ['as it is', Buffer.alloc(32, 0xfe)],
    ['in hex', Buffer.from('fe'.repeat(32))],
    ['in base64', Buffer.from(Buffer.alloc(32, 0xfe).toString('base64'))],
  ])('never holds for a digest that was computed elsewhere, %s', async (_, input) => {
    await allow(2);
    prompts.answers.push({ kind: 'cancelled' });
    expect(await signing.perform(secure(), request({ input }))).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(prompts.shown.at(-1)).toMatchObject({ kind: 'confirm' });
  });

  it.each<[string, Partial<Context>]>([
    ['site', { origin: 'https://other.test' }],
    ['tab', { tab: 2 }],
    ['document', { document: 'd2' }],
    ['pairing', { pairing: 'p2' }],
    ['extension', { client: 'c2' }],
  ])('is of no use to another %s', async (_, other) => {
    await allow(2);
    prompts.answers.push({ kind: 'cancelled' });
    expect((await signing.perform(secure(other), request())).ok).toBe(false);
    expect([prompts.shown.length, driver.signatures]).toEqual([2, 0]);
  });

  it('ends with the login that it came with, and does not come back with the next', async () => {
    const ends: readonly (() => unknown)[] = [
      () => signing.logout(secure(), driver.token),
      () => signing.endLogins((scope) => scope === documentScope(secure())),
      () => signing.loginLost(driver.token),
      () => clock.advance(30 * 60_000),
      async () => {
        prompts.typePassword('wrong');
        prompts.answers.push({ kind: 'cancelled' });
        await signing.login(secure({ document: 'd2' }), driver.certificate);
      },
    ];
    for (const end of ends) {
      await allow(5);
      await end();
      prompts.typePassword(PASSWORD);
      expect((await signing.login(secure(), driver.certificate)).ok).toBe(true);
      prompts.answers.push({ kind: 'cancelled' });
      expect(await signing.perform(secure(), request())).toEqual({ ok: false, reason: 'prompt.cancelled' });
    }
    expect(driver.signatures).toBe(0);
  });

  it('ends with the first signature that fails, as the login does', async () => {
    await allow(5);
    driver.logins.clear();
    expect((await signing.perform(secure(), request())).ok).toBe(false);
    prompts.answers.push({ kind: 'cancelled' });
    await signing.perform(secure(), request());
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'password']);
  });

  it('that fails leaves the login of another document alone, which came meanwhile', async () => {
    await allow(5);
    const other = secure({ document: 'd2' });
    driver.sign = async () => {
      prompts.typePassword(PASSWORD);
      expect((await signing.login(other, driver.certificate)).ok).toBe(true);
      return { ok: false, reason: 'driver.crashed' };
    };
    expect((await signing.perform(secure(), request())).ok).toBe(false);
    expect([signing.holdsLogin(other, driver.token), driver.logins.size]).toEqual([true, 1]);
  });

  it('ends ten minutes after it was allowed, with the login that was opened for it', async () => {
    await allow(5);
    clock.advance(10 * 60_000);
    expect([signing.holdsLogin(secure(), driver.token), driver.logins.size]).toEqual([false, 0]);
    prompts.answers.push({ kind: 'cancelled' });
    expect((await signing.perform(secure(), request())).ok).toBe(false);
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'password']);
  });

  it('ends before the login that the page had already', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(secure(), driver.certificate);
    prompts.agree();
    await signing.grantSignatures(secure(), driver.certificate, 2);
    clock.advance(10 * 60_000);
    prompts.answers.push({ kind: 'cancelled' });
    expect((await signing.perform(secure(), request())).ok).toBe(false);
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'confirm', 'confirm']);
  });

  it('lasts no longer than logins may, and says so', async () => {
    use(5);
    await allow(2);
    expect(prompts.shown[0]?.description).toContain('5 分钟内有效');
    clock.advance(5 * 60_000);
    expect([signing.holdsLogin(secure(), driver.token), driver.logins.size]).toEqual([false, 0]);
  });

  it('is over with its login on a computer that slept', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(secure(), driver.certificate);
    clock.advance(25 * 60_000);
    prompts.agree();
    await signing.grantSignatures(secure(), driver.certificate, 2);
    clock.sleep(6 * 60_000);
    prompts.answers.push({ kind: 'cancelled' });
    expect(await signing.perform(secure(), request())).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(prompts.shown.map(({ kind }) => kind)).toEqual(['password', 'confirm', 'password']);
  });

  it('is not given to a page that left while its window was open', async () => {
    const controller = new AbortController();
    const login = driver.login.bind(driver);
    driver.login = async (...args) => {
      const outcome = await login(...args);
      controller.abort();
      return outcome;
    };
    prompts.typePassword(PASSWORD);
    const left = secure({ signal: controller.signal });
    const answer = await signing.grantSignatures(left, driver.certificate, 2);
    expect([answer, driver.logins.size]).toEqual([{ ok: false, reason: 'prompt.cancelled' }, 0]);
  });

  it('is not given to a page that left while it was confirmed', async () => {
    prompts.typePassword(PASSWORD);
    await signing.login(secure(), driver.certificate);
    const controller = new AbortController();
    prompts.confirm = async () => {
      controller.abort();
      return { kind: 'answered', value: true };
    };
    const left = secure({ signal: controller.signal });
    const answer = await signing.grantSignatures(left, driver.certificate, 2);
    expect(answer).toEqual({ ok: false, reason: 'prompt.cancelled' });
  });
});
