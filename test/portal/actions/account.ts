import { mustChangePassword, requireStrongPassword } from '../accounts.js';
import { type Actions, type Call, type Office, type Reply, requireLogin } from '../office.js';
import { Refusal } from '../refusals.js';
import type { Session } from '../sessions.js';

/** Login by account, change of the 网报登录密码, and the end of a session. */
export const ACCOUNT_ACTIONS: Actions = {
  '/api/login': { refused: 'account-login-refused', run: accountLogin },
  '/api/password': { refused: 'password-refused', run: changePassword },
  '/api/logout': { run: logout },
};

/** What the pages show of a login; refused when there is none. */
export function describeSession(office: Office, session: Session | null): object {
  const { account, way } = requireLogin(session);
  return {
    account: account.number,
    company: account.company,
    way,
    bound: [...office.bindings.values()].includes(account.number),
    mustChangePassword: mustChangePassword(account),
  };
}

function accountLogin({ office, session, body, check, checks }: Call): Reply {
  const number = body.text('account', 32);
  const password = body.text('password', 64);
  const account = check('password', () => {
    const found = office.accounts.get(number);
    if (found?.password !== password) throw new Refusal('wrong-password');
    return found;
  });
  office.events.record({ type: 'account-login', account: number, time: office.now(), checks });
  return {
    body: { mustChangePassword: mustChangePassword(account) },
    session: office.sessions.open({ account, way: 'account', uniqueId: null }, session),
  };
}

function changePassword({ office, session, body, check, checks }: Call): Reply {
  const { account } = requireLogin(session);
  const oldPassword = body.text('oldPassword', 64);
  const newPassword = body.text('newPassword', 64);
  check('password', () => {
    if (account.password !== oldPassword) throw new Refusal('wrong-old-password');
  });
  check('rule', () => requireStrongPassword(newPassword));
  account.password = newPassword;
  office.events.record({ type: 'password-changed', account: account.number, time: office.now(), checks });
  return { body: {} };
}

function logout({ office, session }: Call): Reply {
  office.sessions.end(session);
  return { body: {} };
}
