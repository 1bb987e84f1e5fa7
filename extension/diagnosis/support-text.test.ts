import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../shared/text/language.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import type { CheckResult } from '../checks/result.js';
import { NOW } from '../checks/testing/facts.js';
import { supportText, type Told } from './support-text.js';

const OWNER = '衡水金保科技有限公司';
const CODE = '91131100MA0ABCDE1X';
const TOKEN = 'd5f1c0ffee';

function found(id: CheckResult['id'], code: string, facts: CheckResult['facts'] = {}): CheckResult {
  return { id, code, facts, at: NOW };
}

const RESULTS = [
  found('validity', 'within7', { owner: OWNER, end: '2026-11-30', from: '2025-11-30', days: 6 }),
  found('strangers', 'ourPort', { program: 'C:\\Users\\张三\\Desktop\\other.exe', port: 17213 }),
  found('token', 'demo', { owner: OWNER }),
  found('program', 'ready', { version: '0.1.0' }),
  found('browser', 'chrome', { name: 'Google Chrome', version: 140 }),
  found('system', 'supported', { name: 'Windows 11' }),
  found('initialPassword', 'initial', { token: TOKEN }),
  found('seal', 'unknown'),
  found('bound', 'unknown'),
];

const KEY = { id: 'c1', owner: OWNER, code: CODE, issuer: 'CA', notAfter: '', demo: false, nickname: '', seenAt: NOW };
const TOLD: Told = {
  language: 'zh-CN',
  results: RESULTS,
  keys: [
    { ...KEY, present: true },
    { ...KEY, id: 'c2', owner: '去年的公司', present: false },
  ],
  withCompany: false,
  version: '1.2.3',
  now: NOW,
};

test('it says when, with which versions, where the chain breaks, and what is not good', () => {
  expect(supportText(TOLD).split('\n')).toEqual([
    '衡水社保 CA 助手（非官方软件）体检结果',
    '时间：2026-11-24 12:00:00（北京时间）',
    '版本：扩展 1.2.3，桌面程序 0.1.0',
    '[正常] 操作系统：操作系统可以使用：Windows 11',
    '[正常] 浏览器：正在使用谷歌浏览器，版本 140',
    '断开的地方：没有发现',
    '[注意] 占用位置的程序：有别的程序占用了桌面程序的位置：other.exe（位置编号 17213）',
    '[注意] 有效期：证书只有 6 天就到期（2026-11-30）：***',
    '[说明] 数字证书：现在是演示证书：***',
    '未能确认：电子签章、CA绑定',
  ]);
});

test('the first broken link is named, with the sentence of what broke it', () => {
  const lines = supportText({ ...TOLD, results: [...RESULTS, found('driver', 'module.missing')] }).split('\n');
  expect(lines).toContain('第一处断开：证书驱动');
  expect(lines).toContain(`[异常] 证书驱动：${REASON_TEXT['zh-CN']['module.missing'].what}`);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('the company is named where the user wants it and nowhere else', () => {
    for (const name of [OWNER, CODE]) expect(supportText({ ...TOLD, language })).not.toContain(name);
    const wanted = supportText({ ...TOLD, language, withCompany: true });
    expect(wanted).toContain(`${OWNER} ${CODE}`);
    expect(wanted).not.toContain('去年的公司');
  });

  test('nobody is told that the password is the initial one, which token it is, or whose folders they are', () => {
    for (const withCompany of [true, false]) {
      const text = supportText({ ...TOLD, language, withCompany });
      for (const secret of ['123456', TOKEN, '张三']) expect(text).not.toContain(secret);
    }
  });
});
