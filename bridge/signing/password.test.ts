import { beforeAll, describe, expect, it } from 'vitest';
import { MemoryDriver, type MemoryToken } from '../../test/support/memory-driver.js';
import { page } from '../../test/support/page-context.js';
import { SigningUnderTest } from '../../test/support/signing-under-test.js';

const COMPANY = '衡水金保科技有限公司';
const PASSWORD = 'Secret-1';
const NEXT = 'Secret-2';
const LOCKED = { ok: false, reason: 'password.locked' };
let template: MemoryDriver;
let initialTemplate: MemoryDriver;

beforeAll(() => {
  template = MemoryDriver.make(COMPANY, PASSWORD);
  initialTemplate = MemoryDriver.make(COMPANY, '123456');
});

function bench(kind: Partial<MemoryToken> = {}): SigningUnderTest {
  return new SigningUnderTest(template.fresh(kind));
}

function sign(tested: SigningUnderTest): ReturnType<SigningUnderTest['signing']['perform']> {
  return tested.signing.perform(page(), tested.request());
}

function type({ prompts }: SigningUnderTest, ...passwords: readonly string[]): void {
  for (const password of passwords) prompts.typePassword(password);
}

function kinds({ prompts }: SigningUnderTest): string[] {
  return prompts.shown.map(({ kind }) => kind);
}

/** Wrong passwords before anything else, each in a dialogue that is then left, long enough apart for no pause. */
async function mistype(tested: SigningUnderTest, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    type(tested, 'wrong');
    tested.prompts.refuse();
    await sign(tested);
    tested.clock.advance(60 * 60_000);
  }
  tested.prompts.shown.length = 0;
}

describe('the tries of a password', () => {
  it.each([
    ['flags', '次数已不多'],
    ['number', '还可以试 5 次'],
  ] as const)('are said by a token that tells them by %s', async (tells, words) => {
    const tested = bench({ tells });
    type(tested, 'wrong', PASSWORD);
    expect((await sign(tested)).ok).toBe(true);
    const [first, second] = tested.prompts.shown;
    expect(first?.description).not.toContain('还可以试 5 次');
    expect(second).toHaveProperty('error', expect.stringContaining(words));
  });

  it.each(['flags', 'number'] as const)('have a last one, by %s, that is asked for first', async (tells) => {
    const tested = bench({ tells, maxTries: 3 });
    await mistype(tested, 2);
    tested.prompts.refuse();
    expect(await sign(tested)).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(kinds(tested)).toEqual(['confirm']);
    expect(tested.prompts.shown[0]?.description).toMatch(/再输错一次，证书就会锁定.*www\.hebca\.com.*解锁证书/s);
    expect(tested.driver.tried).toBe(2);

    tested.prompts.agree();
    type(tested, PASSWORD);
    expect((await sign(tested)).ok).toBe(true);
    expect(kinds(tested)).toEqual(['confirm', 'confirm', 'password']);
    expect(tested.prompts.shown.at(-1)?.description).toContain('最后一次机会');
  });

  it('have a last one that a token tells with its refusal alone', async () => {
    const tested = bench();
    tested.driver.login = async () => ({ ok: false, reason: 'password.incorrect', retriesLeft: 1 });
    type(tested, 'wrong');
    tested.prompts.refuse();
    expect(await sign(tested)).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect(kinds(tested)).toEqual(['password', 'confirm']);
    expect(tested.prompts.shown[1]?.description).toContain('再输错一次，证书就会锁定');
  });

  it('become the last one within a dialogue, too; the wrong one then locks the token', async () => {
    const tested = bench({ tells: 'flags', maxTries: 2 });
    type(tested, 'wrong');
    tested.prompts.agree();
    type(tested, 'wrong');
    expect(await sign(tested)).toEqual(LOCKED);
    expect(kinds(tested)).toEqual(['password', 'confirm', 'password']);
  });

  it.each(['flags', 'number'] as const)(
    'are over on a token that is locked, by %s: no window, no try',
    async (tells) => {
      const tested = bench({ tells, maxTries: 0 });
      expect(await sign(tested)).toEqual(LOCKED);
      expect(await tested.signing.login(page(), tested.driver.certificate)).toEqual(LOCKED);
      expect([kinds(tested), tested.driver.tried]).toEqual([[], 0]);
    },
  );

  it('are two in one dialogue, whatever the token would allow', async () => {
    const tested = bench({ tells: 'number' });
    type(tested, 'wrong', 'wrong again', PASSWORD);
    expect(await sign(tested)).toEqual({ ok: false, reason: 'password.incorrect', retriesLeft: 4 });
    expect([tested.driver.tried, tested.driver.signatures]).toEqual([2, 0]);
  });

  it.each([{}, { onToken: true }])(
    'are followed by a pause after two dialogues, in which no page gets a window: %j',
    async (kind) => {
      const tested = bench(kind);
      const { driver, prompts, clock, signing } = tested;
      const typed = (right: boolean): void => {
        const password = right ? PASSWORD : 'wrong';
        if (kind.onToken) prompts.agree();
        if (kind.onToken) driver.keys.push(password);
        else type(tested, password);
      };
      const other = page({ origin: 'https://other.test', document: 'd2' });
      for (let i = 0; i < 4; i += 1) typed(false);
      expect(await sign(tested)).toEqual({ ok: false, reason: 'password.incorrect' });
      expect(await signing.login(other, driver.certificate)).toEqual({ ok: false, reason: 'password.incorrect' });

      prompts.shown.length = 0;
      for (const asker of [page(), other]) {
        expect(await signing.login(asker, driver.certificate)).toEqual({ ok: false, reason: 'password.coolDown' });
      }
      expect(await sign(tested)).toEqual({ ok: false, reason: 'password.coolDown' });
      expect([kinds(tested), driver.tried]).toEqual([[], 4]);

      clock.advance(60_000);
      typed(true);
      expect((await sign(tested)).ok).toBe(true);
      for (let i = 0; i < 2; i += 1) typed(false);
      expect(await sign(tested)).toEqual({ ok: false, reason: 'password.incorrect' });
      typed(true);
      expect((await sign(tested)).ok).toBe(true);
    },
  );

  it('are counted however a dialogue with a wrong one ended: the user refused, or the page left', async () => {
    const tested = bench();
    const { prompts, signing, driver } = tested;
    type(tested, 'wrong');
    prompts.refuse();
    expect(await sign(tested)).toEqual({ ok: false, reason: 'prompt.cancelled' });

    const reload = new AbortController();
    const login = driver.login.bind(driver);
    driver.login = (...args) => login(...args).finally(() => reload.abort());
    type(tested, 'wrong');
    const left = signing.login(page({ signal: reload.signal }), driver.certificate);
    expect(await left).toEqual({ ok: false, reason: 'prompt.cancelled' });

    prompts.shown.length = 0;
    expect(await sign(tested)).toEqual({ ok: false, reason: 'password.coolDown' });
    expect(kinds(tested)).toEqual([]);
  });

  it('are not counted where the right one came in the same dialogue', async () => {
    const tested = bench();
    for (let i = 0; i < 4; i += 1) {
      type(tested, 'wrong', PASSWORD);
      expect((await sign(tested)).ok).toBe(true);
    }
  });

  it('are the user’s own in a change of the password, which knows no pause and ends it', async () => {
    const tested = bench();
    type(tested, 'wrong', 'wrong', 'wrong', 'wrong');
    for (let i = 0; i < 2; i += 1) await sign(tested);
    type(tested, PASSWORD, NEXT);
    const changed = await tested.signing.changePassword(tested.driver.token, new AbortController().signal);
    expect(changed.ok).toBe(true);
    type(tested, NEXT);
    expect((await sign(tested)).ok).toBe(true);
  });

  it('are not made on a token that was taken out after the first', async () => {
    const tested = bench();
    const login = tested.driver.login.bind(tested.driver);
    tested.driver.login = async (...args) => {
      const outcome = await login(...args);
      tested.driver.pull();
      return outcome;
    };
    type(tested, 'wrong', PASSWORD);
    expect(await sign(tested)).toEqual({ ok: false, reason: 'certificate.notFound' });
    expect(kinds(tested)).toEqual(['password']);
  });
});

describe('a token whose password is typed on its keys', () => {
  it('gets one window, which says so and is the consent', async () => {
    const tested = bench({ onToken: true });
    tested.driver.keys.push(PASSWORD);
    tested.prompts.agree();
    expect((await sign(tested)).ok).toBe(true);
    expect(kinds(tested)).toEqual(['confirm']);
    for (const fact of ['http://portal.test', COMPANY, '登录-8f3a', '请在证书（USB Key）的按键上输入证书口令']) {
      expect(tested.prompts.shown[0]?.description).toContain(fact);
    }
  });

  it('is not asked for anything without that consent', async () => {
    const tested = bench({ onToken: true });
    tested.driver.keys.push(PASSWORD);
    tested.prompts.refuse();
    expect(await sign(tested)).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect([tested.driver.tried, tested.driver.signatures]).toEqual([0, 0]);
  });

  it('says what was wrong, and warns of the last try like any other', async () => {
    const tested = bench({ onToken: true, tells: 'flags', maxTries: 2 });
    tested.driver.keys.push('wrong', PASSWORD);
    for (let i = 0; i < 3; i += 1) tested.prompts.agree();
    expect((await tested.signing.login(page(), tested.driver.certificate)).ok).toBe(true);
    expect(kinds(tested)).toEqual(['confirm', 'confirm', 'confirm']);
    expect(tested.prompts.shown[1]?.description).toContain('解锁证书');
    expect(tested.prompts.shown[2]?.description).toContain('证书口令不对');
    expect(tested.signing.holdsLogin(page(), tested.driver.token)).toBe(true);
  });
});

describe('a certificate that signs once a login', () => {
  it('takes the password with every signature, in one window, and keeps the login and its end', async () => {
    const tested = bench({ signOnce: true });
    const { signing, driver, clock } = tested;
    type(tested, PASSWORD);
    await signing.login(page(), driver.certificate);
    clock.advance(20 * 60_000);
    for (let i = 0; i < 2; i += 1) {
      type(tested, PASSWORD);
      expect((await sign(tested)).ok).toBe(true);
    }
    expect(kinds(tested)).toEqual(['password', 'password', 'password']);
    expect(signing.holdsLogin(page(), driver.token)).toBe(true);
    clock.advance(10 * 60_000);
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
  });

  it('signs, and opens, though its login ends while the token checks the password anew', async () => {
    const tested = bench({ signOnce: true });
    const { signing, driver, clock } = tested;
    const login = driver.login.bind(driver);
    driver.login = async (...args) => {
      const outcome = await login(...args);
      clock.advance(20 * 60_000);
      return outcome;
    };
    type(tested, PASSWORD, PASSWORD);
    await signing.login(page(), driver.certificate);
    clock.advance(20 * 60_000);
    expect((await sign(tested)).ok).toBe(true);
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
    type(tested, PASSWORD, PASSWORD);
    await signing.login(page(), driver.certificate);
    clock.advance(20 * 60_000);
    await signing.login(page(), driver.certificate);
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([true, 1]);
  });

  it('cannot be allowed several signatures at once', async () => {
    const tested = bench({ signOnce: true });
    const secure = page({ origin: 'https://portal.test', secure: true });
    type(tested, PASSWORD);
    expect(await tested.signing.grantSignatures(secure, tested.driver.certificate, 2)).toEqual({
      ok: false,
      reason: 'sign.noGrant',
    });
    expect([tested.signing.holdsLogin(secure, tested.driver.token), tested.driver.logins.size]).toEqual([false, 0]);
    tested.prompts.refuse();
    expect((await tested.signing.perform(secure, tested.request())).ok).toBe(false);
    expect(kinds(tested)).toEqual(['password', 'password']);
  });

  it('keeps the login that it had where that does not allow several signatures', async () => {
    const { signing, driver, prompts } = bench({ signOnce: true });
    const secure = page({ origin: 'https://portal.test', secure: true });
    prompts.typePassword(PASSWORD);
    await signing.login(secure, driver.certificate);
    prompts.agree();
    expect((await signing.grantSignatures(secure, driver.certificate, 2)).ok).toBe(false);
    expect([signing.holdsLogin(secure, driver.token), driver.logins.size]).toEqual([true, 1]);
  });

  it('loses the login to a wrong password of its own document, too', async () => {
    const tested = bench({ signOnce: true });
    type(tested, PASSWORD);
    await tested.signing.login(page(), tested.driver.certificate);
    await mistype(tested, 1);
    expect(tested.signing.holdsLogin(page(), tested.driver.token)).toBe(false);
  });
});

describe('the initial password', () => {
  it('is noticed when it is typed and right, and until another one is', async () => {
    const tested = new SigningUnderTest(initialTemplate.fresh());
    const { signing, driver } = tested;
    expect(signing.passwordSeen(driver.token)).toEqual({});
    type(tested, '123456');
    await sign(tested);
    expect(signing.passwordSeen(driver.token).initialPassword).toBe(true);
    await driver.changePassword(driver.token, Buffer.from('123456'), Buffer.from(NEXT));
    type(tested, '123456', NEXT);
    await sign(tested);
    expect(signing.passwordSeen(driver.token).initialPassword).toBe(false);
  });

  it('is never tried, and a wrong one says nothing', async () => {
    const tested = bench();
    type(tested, '123456', PASSWORD);
    expect((await sign(tested)).ok).toBe(true);
    expect([tested.signing.passwordSeen(tested.driver.token).initialPassword, tested.driver.tried]).toEqual([false, 2]);
  });
});

describe('a password that the token took', () => {
  it('is seen with its time, and is none once a wrong one was typed', async () => {
    const tested = bench();
    type(tested, PASSWORD);
    await sign(tested);
    const at = tested.clock.now();
    expect(tested.signing.passwordSeen(tested.driver.token)).toEqual({
      initialPassword: false,
      passwordAcceptedAt: at,
    });
    await mistype(tested, 1);
    expect(tested.signing.passwordSeen(tested.driver.token)).toEqual({ initialPassword: false });
  });

  it('is not known to be the one that it was changed to, once one was refused', async () => {
    const tested = bench();
    const { signing, driver } = tested;
    type(tested, PASSWORD, NEXT);
    expect((await signing.changePassword(driver.token, new AbortController().signal)).ok).toBe(true);
    expect(signing.passwordSeen(driver.token)).toHaveProperty('passwordChangedAt');
    await mistype(tested, 1);
    expect(signing.passwordSeen(driver.token)).toEqual({ initialPassword: false });
  });

  it('is nothing that is known of a token that has locked itself: its next one is the issuer’s', async () => {
    const tested = bench({ tells: 'flags', maxTries: 2 });
    const { signing, driver, prompts } = tested;
    type(tested, PASSWORD, NEXT);
    expect((await signing.changePassword(driver.token, new AbortController().signal)).ok).toBe(true);
    type(tested, 'wrong');
    prompts.agree();
    type(tested, 'wrong');
    expect(await sign(tested)).toEqual(LOCKED);
    expect(signing.passwordSeen(driver.token)).toEqual({});
  });

  it('on its own keys says nothing of the initial one', async () => {
    const tested = bench({ onToken: true });
    tested.driver.keys.push(PASSWORD);
    tested.prompts.agree();
    await sign(tested);
    expect(tested.signing.passwordSeen(tested.driver.token)).toEqual({ passwordAcceptedAt: tested.clock.now() });
  });
});

describe('a change of the password', () => {
  const change = ({ signing, driver }: SigningUnderTest, signal = new AbortController().signal) =>
    signing.changePassword(driver.token, signal);

  it('asks for the current one and the new one, and tells how it went', async () => {
    const tested = new SigningUnderTest(initialTemplate.fresh());
    const { signing, driver, prompts } = tested;
    type(tested, '123456');
    await signing.login(page(), driver.certificate);
    type(tested, '123456', NEXT);
    expect(await change(tested)).toEqual({ ok: true, value: undefined });
    expect(kinds(tested).slice(1)).toEqual(['password', 'newPassword', 'notice']);
    expect(prompts.shown.every(({ description }) => description.includes(COMPANY))).toBe(true);
    expect(prompts.shown[2]?.description).toContain('6 到 16 位');
    expect(prompts.shown[3]?.description).toContain('已经修改');
    expect(prompts.passwords.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    // It ends the login of everybody, and what was known of the old one.
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
    expect(signing.passwordSeen(driver.token)).toEqual({
      initialPassword: false,
      passwordAcceptedAt: tested.clock.now(),
      passwordChangedAt: tested.clock.now(),
    });
    type(tested, '123456', NEXT);
    expect((await sign(tested)).ok).toBe(true);
  });

  it('keeps to the token’s rules before anything is sent to it', async () => {
    const tested = bench({ minBytes: 6, maxBytes: 10 });
    type(tested, PASSWORD, '短', '12345678901', '123456', PASSWORD, NEXT);
    expect((await change(tested)).ok).toBe(true);
    const errors = tested.prompts.shown.flatMap((window) => (window.kind === 'newPassword' ? [window.error] : []));
    expect(errors).toEqual([
      undefined,
      expect.stringContaining('太短'),
      expect.stringContaining('太长'),
      expect.stringContaining('不能是 123456'),
      expect.stringContaining('和现在的一样'),
    ]);
    expect(tested.prompts.passwords.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    // The current one was checked once, and used once.
    expect([tested.driver.tried, tested.driver.wrong]).toEqual([2, 0]);
  });

  it.each([
    [6, 0, '新口令至少要有 6 位，'],
    [20, 16, '新口令最多 16 位，'],
    [65, 255, '新口令可用'],
    [0xffff_ffff, 0xffff_ffff, '新口令可用'],
  ])('goes without a limit that makes no sense: %i to %i', async (minBytes, maxBytes, words) => {
    const tested = bench({ minBytes, maxBytes });
    type(tested, PASSWORD, NEXT);
    await change(tested);
    expect(kinds(tested)).toEqual(['password', 'newPassword', 'notice']);
    expect(tested.prompts.shown[1]?.description).toContain(words);
  });

  it('says so where the token has a rule that it does not tell; the old one stays', async () => {
    const tested = bench({ refuses: /^Secret-2$/ });
    type(tested, PASSWORD, NEXT);
    expect(await change(tested)).toEqual({ ok: false, reason: 'password.refused' });
    expect(tested.prompts.shown.at(-1)?.description).toMatch(/没有修改.*没有接受新的证书口令/s);
    type(tested, PASSWORD);
    expect((await sign(tested)).ok).toBe(true);
  });

  it.each(['driver.timeout', 'driver.crashed', 'driver.unavailable', 'certificate.notFound', 'internal'] as const)(
    'is not known where the token is lost in it with %s; what was known of the old one is forgotten',
    async (reason) => {
      const tested = new SigningUnderTest(initialTemplate.fresh());
      const set = tested.driver.changePassword.bind(tested.driver);
      tested.driver.changePassword = async (...args) => {
        await set(...args);
        return { ok: false, reason };
      };
      type(tested, '123456', NEXT);
      expect(await change(tested)).toEqual({ ok: false, reason: 'password.unsure' });
      const told = tested.prompts.shown.at(-1)?.description;
      expect(told).toContain('不能确定证书口令是否已经修改，请先试新的口令。');
      expect(told).not.toContain('没有修改');
      expect(tested.signing.passwordSeen(tested.driver.token)).toEqual({});
    },
  );

  it.each(['password.locked', 'token.busy', 'module.changed'] as const)(
    'that the token refuses with %s changes nothing',
    async (reason) => {
      const tested = bench();
      tested.driver.changePassword = async () => ({ ok: false, reason });
      type(tested, PASSWORD, NEXT);
      expect(await change(tested)).toEqual({ ok: false, reason });
      expect(tested.prompts.shown.at(-1)?.description).toContain('证书口令没有修改');
    },
  );

  it('changes nothing where the token is lost before the new one is sent', async () => {
    const tested = bench();
    tested.driver.login = async () => ({ ok: false, reason: 'driver.timeout' });
    type(tested, PASSWORD);
    expect(await change(tested)).toEqual({ ok: false, reason: 'driver.timeout' });
    expect(tested.prompts.shown.at(-1)?.description).toContain('证书口令没有修改');
  });

  it('that is left after the initial one was typed leaves that noticed', async () => {
    const tested = new SigningUnderTest(initialTemplate.fresh());
    type(tested, '123456');
    tested.prompts.refuse();
    await change(tested);
    expect(tested.signing.passwordSeen(tested.driver.token).initialPassword).toBe(true);
  });

  it('on the token’s keys is seen to be taken, and says nothing of the initial one', async () => {
    const tested = bench({ onToken: true });
    tested.driver.changePassword = async () => ({ ok: true, value: undefined });
    tested.prompts.agree();
    expect(await change(tested)).toEqual({ ok: true, value: undefined });
    expect(tested.signing.passwordSeen(tested.driver.token)).toEqual({ passwordAcceptedAt: tested.clock.now() });
  });

  it('with a wrong current one goes on like any other dialogue', async () => {
    const tested = bench({ tells: 'number' });
    type(tested, 'wrong', 'wrong', NEXT);
    expect(await change(tested)).toEqual({ ok: false, reason: 'password.incorrect', retriesLeft: 4 });
    expect(kinds(tested)).toEqual(['password', 'password', 'notice']);
  });

  it('that is left changes nothing, leaves the token closed and opens no further window', async () => {
    const tested = bench();
    type(tested, PASSWORD);
    tested.prompts.refuse();
    expect(await change(tested)).toEqual({ ok: false, reason: 'prompt.cancelled' });
    expect([kinds(tested), tested.driver.logins.size]).toEqual([['password', 'newPassword'], 0]);
    expect(tested.prompts.passwords.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });

  it('of a locked token tries nothing', async () => {
    const tested = bench({ tells: 'flags', maxTries: 0 });
    expect(await change(tested)).toEqual(LOCKED);
    expect([kinds(tested), tested.driver.tried]).toEqual([['notice'], 0]);
  });

  it('closes with the connection that asked, and finds no token that is gone', async () => {
    const tested = bench();
    const asker = new AbortController();
    const asked = change(tested, asker.signal);
    await expect.poll(() => kinds(tested)).toEqual(['password']);
    asker.abort();
    expect(await asked).toEqual({ ok: false, reason: 'prompt.cancelled' });
    tested.driver.pull();
    expect(await change(tested)).toEqual({ ok: false, reason: 'certificate.notFound' });
  });

  it('tells how it went though whoever asked has left meanwhile', async () => {
    const tested = bench();
    const asker = new AbortController();
    const set = tested.driver.changePassword.bind(tested.driver);
    tested.driver.changePassword = (...args) => {
      asker.abort();
      return set(...args);
    };
    type(tested, PASSWORD, NEXT);
    expect((await change(tested, asker.signal)).ok).toBe(true);
    expect(tested.prompts.shown.at(-1)?.description).toContain('已经修改');
  });

  it('is typed on the keys of a token that has some', async () => {
    const tested = bench({ onToken: true });
    const { signing, driver, prompts } = tested;
    driver.keys.push(PASSWORD);
    prompts.agree();
    await signing.login(page(), driver.certificate);
    driver.keys.push(PASSWORD, NEXT);
    prompts.agree();
    expect((await change(tested)).ok).toBe(true);
    expect(kinds(tested)).toEqual(['confirm', 'confirm', 'notice']);
    expect(prompts.shown[1]?.description).toContain('按键上先输入现在的证书口令，再输入新的证书口令');
    expect([signing.holdsLogin(page(), driver.token), driver.logins.size]).toEqual([false, 0]);
  });
});
