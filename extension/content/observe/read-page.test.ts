// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { pageClaimsSchema } from '../../../shared/protocol/page-claims.js';
import { OBSERVATIONS } from './observations.js';
import { readPage } from './read-page.js';

const CODE = '91350100M000100Y43';
const BANNER = '<span>您登录：201909 单位名称：腾飞 欢迎您，测试 退出</span>';

function claims(html?: string) {
  if (html !== undefined) document.body.innerHTML = html;
  const { company, code } = readPage(OBSERVATIONS);
  // The background ends the port of a script that sends anything else.
  return pageClaimsSchema.parse({ purpose: null, company, code, acted: false });
}

describe('the company', () => {
  test.each([
    ['the portal’s banner, in one text', BANNER, '腾飞'],
    ['a banner with its value in an element', '<span>单位名称：<b>衡水甲公司</b></span>', '衡水甲公司'],
    ['a banner of several texts', '<p>您登录：13110001 单位名称：<b>甲公司</b> <a>退出</a></p>', '甲公司'],
    ['a row of a table', '<table><tr><th>单位名称</th><td>腾飞</td><th>单位编号</th><td>1</td></tr></table>', '腾飞'],
    ['cells alone', '<table><tr><td>单位名称</td><td>衡水甲公司</td></tr></table>', '衡水甲公司'],
    ['cells with a colon', '<table><tr><td>企业名称：</td><td>腾飞</td></tr></table>', '腾飞'],
    ['a list of descriptions', '<dl><dt>公司名称</dt><dd>腾飞</dd></dl>', '腾飞'],
    [
      'a field of a form',
      '<div class="el-form-item"><label>单位名称 <i>*</i></label><div><div><input disabled value="腾飞"></div></div></div>',
      '腾飞',
    ],
    [
      'a choice',
      '<label>用人单位</label><select><option>请选择</option><option selected>腾飞</option></select>',
      '腾飞',
    ],
    ['a label with spaces in it', '<p>单 位 名 称 : 腾飞</p>', '腾飞'],
    [
      'a column with one row',
      '<table><tr><th>序号</th><th>单位名称</th></tr><tr><td>1</td><td>腾飞</td></tr></table>',
      '腾飞',
    ],
    ['a link after it', '<table><tr><th>单位名称</th><td>腾飞<a href="#">变更</a></td></tr></table>', '腾飞'],
    ['the longest name', `<p>单位名称：${'甲'.repeat(100)}</p>`, '甲'.repeat(100)],
    ['the same name twice', `${BANNER}<p>单位名称：腾 飞</p><dl><dt>单位名称</dt><dd>腾飞</dd></dl>`, '腾飞'],
    ['two widths of its brackets', '<p>单位名称：甲(集团)公司</p><p>单位名称：甲（集团）公司</p>', '甲(集团)公司'],
  ])('is found in %s', (_, html, company) => {
    expect(claims(html).company).toBe(company);
  });

  const row = (index: number) => `<tr><td>${index}</td><td>衡水第${index}公司</td></tr>`;
  const thirty = Array.from({ length: 30 }, (_, index) => row(index)).join('');
  const head = '<table><tr><th>序号</th><th>单位名称</th></tr>';

  test.each([
    ['nothing', ''],
    ['two companies', '<p>单位名称：甲公司</p><p>参保单位：乙公司</p>'],
    ['thirty companies in a table', `${BANNER}${head}${thirty}</table>`],
    [
      'thirty companies in a table whose head is another',
      `${BANNER}<div class="el-table"><div>${head}</table></div><div><table>${thirty}</table></div></div>`,
    ],
    ['a head of a column beside others', '<table><tr><th>单位名称</th><th>经办中心</th></tr></table>'],
    ['a label without value', '<p>单位名称：</p><p>首页</p>'],
    [
      'an empty field before another',
      '<div><label>单位名称</label><div><input></div></div><div><label>甲公司</label></div>',
    ],
    ['an empty cell', '<table><tr><th>单位名称</th><td></td><td>甲公司</td></tr></table>'],
    ['what no one marks as a name', '<div><span>单位名称</span><span>退出登录</span></div>'],
    ['the next label', '<p>单位名称：单位编号</p><p>单位名称：</p>'.replace('单位编号', '企业名称')],
    ['a placeholder', '<p>单位名称：请输入</p><p>单位名称：--</p>'],
    ['another name', '<p>原单位名称：甲公司</p><p>单位名称不能为空</p><p>单位名称变更为甲公司</p>'],
    ['a number', '<p>单位名称：13110001</p>'],
    ['a hidden element', '<p style="display:none">单位名称：甲公司</p>'],
    ['a hidden value', '<p>单位名称：<b style="visibility:hidden">甲公司</b></p>'],
    ['a password', '<label>单位名称</label><input type="password" value="甲公司">'],
    ['a form with many fields', '<div>单位名称</div><div><input value="甲公司"><input value="乙公司"></div>'],
    ['a name that is too long', `<p>单位名称：${'甲'.repeat(101)}</p>`],
    ['a text of 10 MB', `<p>单位名称：${'甲'.repeat(10_000_000)}</p>`],
    ['a long text as its value', `<dl><dt>单位名称</dt><dd>${'甲公司'.repeat(1_000_000)}</dd></dl>`],
    ['a hundred labels and one', BANNER.repeat(101)],
    ['more nodes than are read', `${BANNER}${'<i></i>'.repeat(10_001)}`],
    ['a script', '<script type="text/plain">单位名称：甲公司</script>'],
  ])('is not guessed from %s', (_, html) => {
    expect(claims(html).company).toBeNull();
  });

  test('invisible characters are no part of it', () => {
    const name = '衡\u200b水\u202e某\u2066某\ufeff公\u00ad司\u0000';
    expect(claims(`<p>单\u200b位名称：${name}</p>`).company).toBe('衡水某某公司');
    expect(claims(`<p>单位名称：${'\u200b\u202e'.repeat(100)}</p>`).company).toBeNull();
  });

  test('what the user is asked about is what is shown now', () => {
    expect(claims('<label>单位名称</label><input value="甲公司">').company).toBe('甲公司');
    const [input] = document.getElementsByTagName('input');
    if (input) input.value = '乙公司';
    expect(claims().company).toBe('乙公司');
  });
});

describe('the code', () => {
  test.each([
    ['one text', `<p>统一社会信用代码：${CODE}</p>`],
    ['small letters, full width', `<p>信用代码：${CODE.toLowerCase().replace('9', '９')}</p>`],
    ['cells', `<table><tr><td>社会信用代码</td><td>${CODE}</td></tr></table>`],
    ['a field', `<label>统一社会信用代码</label><div><input readonly value=" ${CODE} "></div>`],
  ])('is found in %s', (_, html) => {
    expect(claims(html).code).toBe(CODE);
  });

  test.each([
    ['a wrong check digit', `<p>统一社会信用代码：${CODE.slice(0, 17)}4</p>`],
    ['no label', `<p>${CODE}</p>`],
    ['two codes', `<p>信用代码：${CODE}</p><p>信用代码：91110108551385082Q</p>`],
    ['a longer text', `<p>信用代码：${CODE}0</p>`],
  ])('is not taken from %s', (_, html) => {
    expect(claims(html).code).toBeNull();
  });

  test('where the page shows two, it is about nobody', () => {
    const two = `<p>信用代码：${CODE}</p><p>信用代码：91110108551385082Q</p>`;
    expect(claims(`${BANNER}${two}`)).toMatchObject({ company: null, code: null });
    expect(claims(`<p>单位名称：甲公司</p><p>单位名称：乙公司</p><p>信用代码：${CODE}</p>`)).toMatchObject({
      company: null,
      code: null,
    });
  });
});
