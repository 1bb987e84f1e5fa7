import pkcs11js from 'pkcs11js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEADLINE_MS } from '../../bridge/tokens/opened-child.js';
import type { Reason, Result } from '../../shared/protocol/reasons.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { DriverOnFake, PASSWORD } from './driver-on-fake.js';
import { type FakeBench, fakeBench } from './fake-bench.js';
import type { FakeScript, FakeToken } from './fake-script.js';

let bench: FakeBench;
let one: FakeToken;
beforeAll(async () => {
  bench = await fakeBench();
  one = await bench.token('甲公司');
}, 60_000);
afterAll(() => bench.close());

type Attempt = (on: DriverOnFake) => Promise<Result<unknown>>;

const logIn =
  (password: string | null): Attempt =>
  async (on) =>
    (await on.find()).login(password);
const sign: Attempt = async (on) => (await on.loggedIn()).sign();
/** While the module hangs in that function, the operation's time runs out. */
const hanging =
  (attempt: Attempt, name: string, deadline: number): Attempt =>
  async (on) => {
    const answer = attempt(on);
    await on.called(name);
    await on.clock.fire(deadline);
    return answer;
  };
const keys = (change: object): FakeToken['objects'] =>
  one.objects?.map((object) => (object.kind === 'key' ? { ...object, ...change } : object)) ?? [];

/** What goes wrong with a token, the reason that comes of it, and the sentence that a clerk reads. */
const ROWS: readonly [string, (token: FakeToken) => FakeScript, Attempt, Reason, string][] = [
  ['a wrong password', (token) => ({ slots: [token] }), logIn('0000'), 'password.incorrect', '证书口令不对。'],
  [
    'the last wrong password',
    (token) => ({ slots: [{ ...token, tries: 1 }] }),
    logIn('0000'),
    'password.locked',
    '证书口令输错次数太多，证书已经锁定。',
  ],
  [
    'a locked token',
    (token) => ({ slots: [{ ...token, tries: 1 }] }),
    async (on) => {
      await logIn('0000')(on);
      return logIn(PASSWORD)(on);
    },
    'password.locked',
    '证书口令输错次数太多，证书已经锁定。',
  ],
  [
    'a cancel on the token’s own keys',
    (token) => ({ slots: [{ ...token, pad: null }] }),
    logIn(null),
    'prompt.cancelled',
    '您取消了这次操作，没有签名。',
  ],
  [
    'a second signature of a key that takes the password each time',
    (token) => ({ slots: [{ ...token, objects: keys({ alwaysAuthenticate: true }) ?? [] }] }),
    async (on) => {
      const token = await on.loggedIn();
      await token.sign();
      return token.sign();
    },
    'password.incorrect',
    '证书口令不对。',
  ],
  [
    'a key that does not sign',
    (token) => ({ slots: [{ ...token, objects: keys({ signs: false }) ?? [] }] }),
    sign,
    'certificate.noSigning',
    '插入的数字证书不能用来签名。',
  ],
  [
    'CKR_DEVICE_REMOVED in mid-sign',
    (token) => ({ slots: [token], faults: { C_Sign: { outcome: pkcs11js.CKR_DEVICE_REMOVED } } }),
    sign,
    'certificate.notFound',
    '这张数字证书已经不在电脑上。',
  ],
  [
    'a pull in mid-sign',
    (token) => ({ slots: [token], faults: { C_Sign: { outcome: 'hang' } } }),
    async (on) => {
      const answer = sign(on);
      await on.called('C_Sign');
      await on.fake.rewrite({ slots: [null] });
      return answer;
    },
    'certificate.notFound',
    '这张数字证书已经不在电脑上。',
  ],
  [
    'no free session',
    (token) => ({ slots: [{ ...token, maxSessions: 0 }] }),
    (on) => on.driver.list(),
    'token.busy',
    '数字证书正被别的程序占用。',
  ],
  [
    'another program that has the token',
    (token) => ({ slots: [token], faults: { C_Login: { outcome: pkcs11js.CKR_USER_ANOTHER_ALREADY_LOGGED_IN } } }),
    logIn(PASSWORD),
    'token.busy',
    '数字证书正被别的程序占用。',
  ],
  [
    'a password that has to be changed first',
    (token) => ({ slots: [token], faults: { C_Login: { outcome: pkcs11js.CKR_PIN_EXPIRED } } }),
    logIn(PASSWORD),
    'password.mustChange',
    '证书要求先修改证书口令。',
  ],
  [
    'a hang in the list',
    (token) => ({ slots: [token], faults: { C_GetSlotList: { outcome: 'hang' } } }),
    hanging((on) => on.driver.list(), 'C_GetSlotList', DEADLINE_MS.list),
    'driver.timeout',
    '证书没有按时应答。',
  ],
  [
    'a hang in mid-sign',
    (token) => ({ slots: [token], faults: { C_Sign: { outcome: 'hang' } } }),
    hanging(sign, 'C_Sign', DEADLINE_MS.sign),
    'driver.timeout',
    '证书没有按时应答。',
  ],
  [
    'SIGSEGV in mid-sign',
    (token) => ({ slots: [token], faults: { C_Sign: { outcome: 'crash' } } }),
    sign,
    'driver.crashed',
    '证书驱动意外停止，已经自动重启。',
  ],
  [
    'an error of the device',
    (token) => ({ slots: [token], faults: { C_Sign: { outcome: pkcs11js.CKR_DEVICE_ERROR } } }),
    sign,
    'driver.crashed',
    '证书驱动意外停止，已经自动重启。',
  ],
  [
    'a new password that is too short',
    (token) => ({ slots: [token] }),
    async (on) => on.driver.changePassword((await on.find()).id, Buffer.from(PASSWORD), Buffer.from('1')),
    'password.refused',
    '证书没有接受新的证书口令。',
  ],
];

it.each(ROWS)('%s has a reason and a sentence', async (_, script, attempt, reason, sentence) => {
  const on = await DriverOnFake.start(bench, script(one));
  try {
    expect(await attempt(on)).toMatchObject({ ok: false, reason });
    expect(REASON_TEXT['zh-CN'][reason].what).toBe(sentence);
  } finally {
    await on.driver.close();
  }
});
