import { expect, test } from 'vitest';
import { readBinding } from './bindings.js';

test.each([
  ['CA绑定\t未绑定 去绑定', 'unbound'],
  ['该证书未绑定，请用账号登录后做CA绑定', 'unbound'],
  ['CA绑定\n已绑定', 'bound'],
  // Whichever certificate was read.
  ['绑定成功，以后可用河北CA登录', null],
  // Another company’s certificate says nothing of this one’s.
  ['该证书已绑定其他单位', null],
  ['首次使用请用账号登录，修改密码后进行CA绑定', null],
  ['', null],
])('%s: %s', (text, binding) => {
  expect(readBinding(text).binding).toBe(binding);
});

test('how somebody has logged in is what the page says of it, never a word that stands on it anyway', () => {
  expect(readBinding('登录方式\tCA登录').by).toBe('certificate');
  expect(readBinding('登录方式\n账号登录').by).toBe('account');
  expect(readBinding('绑定成功，以后可用河北CA登录 退出')).toMatchObject({ by: null, justBound: true });
  expect(readBinding('密码修改成功').passwordChanged).toBe(true);
});

test('a page with a way out is one that somebody is logged in to', () => {
  expect(readBinding('欢迎您，测试 退 出').loggedIn).toBe(true);
  expect(readBinding('CA登录').loggedIn).toBe(false);
});
