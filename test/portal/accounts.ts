import { Refusal } from './refusals.js';

/** The 网报登录密码 that every unit begins with and must change at its first login. */
const INITIAL_PASSWORD = '123456';

export interface Account {
  /** 单位编号, which is the login name. */
  readonly number: string;
  readonly company: string;
  /** Plain, so that a test can set and read it. */
  password: string;
}

export function defaultAccount(): Account {
  return { number: '13110001', company: '衡水金保科技有限公司', password: INITIAL_PASSWORD };
}

export function mustChangePassword(account: Account): boolean {
  return account.password === INITIAL_PASSWORD;
}

/** The manual's rule: upper case, lower case and digit, at least six characters. */
export function requireStrongPassword(password: string): void {
  const strong = password.length >= 6 && [/[A-Z]/, /[a-z]/, /[0-9]/].every((kind) => kind.test(password));
  if (!strong) throw new Refusal('weak-password');
}
