import { beforeEach, expect, test } from 'vitest';
import { bindingsSeen } from './bindings-seen.js';
import { BoundCertificates } from './bound-certificates.js';
import { FirstLogin } from './first-login.js';
import { SignedLogins } from './signed-logins.js';

const PORTAL = 'https://portal.test';
const OUT = '退出';
let bound: BoundCertificates;
let logins: SignedLogins;
let firstLogin: FirstLogin;

function storage() {
  const kept: Record<string, unknown> = {};
  return { get: async () => kept, set: async (items: object) => void Object.assign(kept, items) } as never;
}

beforeEach(() => {
  bound = new BoundCertificates(storage());
  logins = new SignedLogins(storage());
  firstLogin = new FirstLogin(storage());
});

/** Tab 1 has used c1 and tab 2 c2, tab 3 none; of tab 4 the bridge tells nothing. */
const look = (...pages: readonly (readonly [tab: number, text: string])[]) =>
  bindingsSeen(
    PORTAL,
    pages.map(([tab, text]) => ({ tab, text })),
    { bound, logins, firstLogin, certificateOf: async (_, tab) => ({ 1: 'c1', 2: 'c2', 3: null })[tab] },
  );

test('未绑定 takes back what its own tab’s certificate had, and no other’s', async () => {
  for (const id of ['c1', 'c2']) await bound.add(PORTAL, id, 'login');
  await logins.add(1, PORTAL);
  expect(await look([1, '该证书未绑定'], [2, OUT])).toMatchObject({
    certificates: ['c2'],
    unbound: ['c1'],
    unboundPage: false,
  });
  // The refused login is none, whoever logs in there later.
  expect(await look([1, OUT])).toMatchObject({ certificates: ['c2'] });
});

test('未绑定 in a tab that has used no certificate takes back none', async () => {
  await bound.add(PORTAL, 'c1', 'login');
  expect(await look([3, 'CA绑定 未绑定'])).toMatchObject({ certificates: ['c1'], unbound: [], unboundPage: true });
  expect(await look([4, 'CA绑定 未绑定'])).toMatchObject({ unbound: [], unboundPage: false });
});

test.each([
  ['says so', '登录方式 CA登录 退出', false, ['c1']],
  ['has signed a login', OUT, true, ['c1']],
  ['has signed something', OUT, false, []],
  ['has signed a login, and was logged in to by account since', '登录方式 账号登录 退出', true, []],
  ['says so of an account whose certificate is bound', '登录方式 账号登录 CA绑定 已绑定 退出', true, []],
])('a tab that %s', async (_, text, signed, certificates) => {
  if (signed) await logins.add(1, PORTAL);
  expect((await look([1, text])).certificates).toEqual(certificates);
});

test('已绑定 is believed of the tab’s own certificate', async () => {
  expect((await look([3, 'CA绑定 已绑定'])).certificates).toEqual([]);
  expect((await look([1, 'CA绑定 已绑定'])).certificates).toEqual(['c1']);
});

test('the parts of a first login stay seen until a certificate has logged in', async () => {
  expect((await look([3, OUT])).parts).toEqual([]);
  expect((await look([3, '退出 CA绑定 未绑定'])).parts).toEqual(['account']);
  expect((await look([3, '密码修改成功'])).parts).toEqual(['account', 'portalPassword']);
  expect((await look([3, '绑定成功'])).parts).toEqual(['account', 'portalPassword', 'binding']);
  expect((await look()).parts).toEqual(['account', 'portalPassword', 'binding']);
  expect((await look([1, '登录方式 CA登录 退出'])).parts).toEqual([]);
});
