import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Portal, startPortal } from './server.js';
import { Visitor } from './visitor.js';

let portal: Portal;
let visitor: Visitor;

beforeEach(async () => {
  portal = await startPortal({ issuers: [] });
  visitor = new Visitor(portal);
});
afterEach(() => portal.close());

const LOGIN = { account: '13110001', password: '123456' };

describe('login by account', () => {
  it('opens a session that must change the initial password first', async () => {
    expect(await visitor.post('/api/login', LOGIN)).toEqual({ status: 200, body: { mustChangePassword: true } });
    expect((await visitor.get('/api/session')).body).toEqual({
      account: '13110001',
      company: '衡水金保科技有限公司',
      way: 'account',
      bound: false,
      mustChangePassword: true,
    });
    expect(await portal.waitFor('account-login')).toMatchObject({ account: '13110001' });
  });

  it.each([
    { account: '13110001', password: 'wrong' },
    { account: '99999999', password: '123456' },
  ])('refuses $account with $password in the same words, and opens no session', async (login) => {
    const answer = await visitor.post('/api/login', login);
    expect(answer).toEqual({
      status: 401,
      body: { reason: 'wrong-password', message: '账号或网报登录密码不正确' },
    });
    expect((await visitor.get('/api/session')).body).toMatchObject({ reason: 'not-logged-in' });
    expect(await portal.waitFor('account-login-refused')).toMatchObject({ reason: 'wrong-password' });
  });

  it('does not carry a session id from before the login over it', async () => {
    await visitor.random();
    const before = visitor.cookie;
    await visitor.post('/api/login', LOGIN);
    expect(before).not.toBe('');
    expect(visitor.cookie).not.toBe(before);
    visitor.cookie = before;
    expect((await visitor.get('/api/session')).status).toBe(401);
  });

  it('ends with the logout', async () => {
    await visitor.post('/api/login', LOGIN);
    await visitor.post('/api/logout', {});
    expect(await visitor.get('/api/session')).toMatchObject({
      status: 401,
      body: { message: '登录已失效，请重新登录' },
    });
  });
});

describe('change of the password', () => {
  it('accepts one with upper case, lower case and digit, which is the only one valid afterwards', async () => {
    await visitor.post('/api/login', LOGIN);
    const change = { oldPassword: '123456', newPassword: 'Abc123' };
    expect((await visitor.post('/api/password', change)).status).toBe(200);
    expect((await visitor.get('/api/session')).body).toMatchObject({ mustChangePassword: false });
    expect(await portal.waitFor('password-changed')).toMatchObject({ account: '13110001' });

    const next = new Visitor(portal);
    expect((await next.post('/api/login', LOGIN)).status).toBe(401);
    expect(await next.post('/api/login', { ...LOGIN, password: 'Abc123' })).toEqual({
      status: 200,
      body: { mustChangePassword: false },
    });
  });

  it.each(['Abc12', 'abc123', 'ABC123', 'Abcdef', '123456'])('refuses %s', async (newPassword) => {
    await visitor.post('/api/login', LOGIN);
    expect(await visitor.post('/api/password', { oldPassword: '123456', newPassword })).toEqual({
      status: 422,
      body: { reason: 'weak-password', message: '新密码须同时包含大写字母、小写字母和数字，长度不小于6位' },
    });
    expect(portal.accounts.get('13110001')?.password).toBe('123456');
  });

  it('refuses a wrong old password, and anybody who is not logged in', async () => {
    const change = { oldPassword: '654321', newPassword: 'Abc123' };
    expect((await visitor.post('/api/password', change)).body).toMatchObject({ reason: 'not-logged-in' });
    await visitor.post('/api/login', LOGIN);
    expect((await visitor.post('/api/password', change)).body).toMatchObject({ reason: 'wrong-old-password' });
    expect(await portal.waitFor('password-refused')).toMatchObject({ reason: 'not-logged-in' });
    expect(await portal.waitFor('password-refused')).toMatchObject({ reason: 'wrong-old-password' });
  });
});
