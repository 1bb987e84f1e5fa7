// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { MAX_COMPANY_LENGTH, pageClaimsSchema } from '../../../shared/protocol/page-claims.js';
import { PageObserver } from './observer.js';

const SIGN = '1|SignText|{"signText":"a"}';
const CODE = '91350100M000100Y43';
const BANNER = '<span>您登录：201909 单位名称：腾飞 欢迎您，测试 退出</span>';

let now = 0;
let observer: PageObserver;
let listening: MockInstance<typeof addEventListener>;

beforeEach(() => {
  now = 1_000_000;
  document.title = '';
  document.body.innerHTML = '';
  listening = vi.spyOn(globalThis, 'addEventListener');
  observer = new PageObserver(() => now);
  observer.listen();
});
afterEach(() => {
  deafen();
  vi.restoreAllMocks();
});

/** What document.open() does. */
function deafen(): void {
  for (const [type, listener, options] of listening.mock.calls) removeEventListener(type, listener, options);
}

function claims(html?: string) {
  if (html !== undefined) document.body.innerHTML = html;
  const said = observer.claims(SIGN);
  // The background ends the port of a script that sends anything else.
  return pageClaimsSchema.parse(said);
}

/** An event of the browser's own making, as no script can make it. */
function trusted(event: Event): Event {
  return Object.defineProperty(event, 'isTrusted', { value: true });
}

function hit(selector: string, make = (event: Event) => trusted(event)): void {
  const init = { bubbles: true, composed: true };
  document.querySelector(selector)?.dispatchEvent(make(new Event('pointerdown', init)));
}

function press(selector: string, key: string): void {
  document
    .querySelector(selector)
    ?.dispatchEvent(trusted(new KeyboardEvent('keydown', { key, bubbles: true, composed: true })));
}

test.each([
  '0|1',
  '1|GetCertCount',
  '1|SelectSignCert',
  '1|Login|{"pin":"1"}',
  '2|SignText',
  'SignText',
  ' 1|SignText',
])('nothing is read for the frame %s', (frame) => {
  document.body.innerHTML = BANNER;
  const walk = vi.spyOn(Document.prototype, 'createTreeWalker');
  expect(observer.claims(frame)).toBeUndefined();
  expect(walk).not.toHaveBeenCalled();
});

test.each(['1|SignText', '1|SignB64|{}', '1|UnUISignData|{}', '1|P7Sign|{}'])('the page is read for %s', (frame) => {
  expect(observer.claims(frame)).toEqual({ purpose: null, company: null, code: null, acted: false });
});

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
    ['the longest name', `<p>单位名称：${'甲'.repeat(MAX_COMPANY_LENGTH)}</p>`, '甲'.repeat(MAX_COMPANY_LENGTH)],
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
    ['a name that is too long', `<p>单位名称：${'甲'.repeat(MAX_COMPANY_LENGTH + 1)}</p>`],
    ['a text of 10 MB', `<p>单位名称：${'甲'.repeat(10_000_000)}</p>`],
    ['a long text as its value', `<dl><dt>单位名称</dt><dd>${'甲公司'.repeat(1_000_000)}</dd></dl>`],
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

describe('the purpose', () => {
  test.each([
    ['CA登录', 'login'],
    ['登 录', 'login'],
    ['河北CA登陆', 'login'],
    ['读取证书', 'bind'],
    ['2:提交申报', 'submit'],
    ['CA申报', 'submit'],
    ['核定', 'submit'],
    ['CA签章', 'seal'],
    ['征集单打印', 'seal'],
    ['查询核定结果', null],
    ['保存', null],
    ['退出登录', null],
  ])('of a click on %s is %s', (words, purpose) => {
    document.body.innerHTML = `<button><i></i><span>${words}</span></button>`;
    hit('span');
    expect(claims().purpose).toBe(purpose);
  });

  test.each([
    ['a link of an image', '<a href="#"><img alt="CA登录"></a>', 'img'],
    ['an input', '<input type="button" value="CA 登录">', 'input'],
    ['a cell with a listener of its own', '<table><tr><td>CA登录</td></tr></table>', 'td'],
    ['an icon with a name', '<div role="button" aria-label="CA登录"><i>x</i></div>'.replace('x', ''), 'i'],
  ])('is read off %s', (_, html, selector) => {
    document.body.innerHTML = html;
    hit(selector);
    expect(claims().purpose).toBe('login');
  });

  test('the last control counts, as it was when it was hit', () => {
    document.body.innerHTML = '<button id="a">CA登录</button><button id="b">读取证书</button><p>提示</p>';
    hit('#a');
    for (const button of document.querySelectorAll('button')) button.textContent = '请稍候…';
    expect(claims().purpose).toBe('login');
    document.body.innerHTML = '<button id="b">读取证书</button>';
    hit('#b');
    expect(claims().purpose).toBe('bind');
  });

  test('是 and 确定 go on with what was asked about', () => {
    document.body.innerHTML = '<button id="a">CA申报</button><button id="b">确 定</button><button id="c">取消</button>';
    hit('#a');
    hit('#b');
    expect(claims().purpose).toBe('submit');
    hit('#c');
    expect(claims().purpose).toBeNull();
  });

  test('保存 binds only where the page is about it', () => {
    document.body.innerHTML = '<button>保 存</button>';
    document.title = '衡水人社一体化服务平台 - CA绑定';
    hit('button');
    expect(claims().purpose).toBe('bind');
    document.title = '人员增加';
    expect(claims().purpose).toBeNull();
  });

  test('Enter in a field is its form’s button; a letter, or a blank, is none', () => {
    document.body.innerHTML =
      '<form><input><button type="button">读取证书</button><button>CA登录</button></form><button id="x">CA签章</button>';
    press('input', 'a');
    press('input', ' ');
    expect(claims()).toMatchObject({ purpose: null, acted: true });
    press('input', 'Enter');
    expect(claims().purpose).toBe('login');
    press('#x', ' ');
    expect(claims().purpose).toBe('seal');
  });

  test('without such a control the title tells, then the headings, as far as they agree', () => {
    expect(claims('<h2>征集单打印</h2>').purpose).toBe('seal');
    expect(claims('<span class="el-breadcrumb__inner">申报提交</span>').purpose).toBe('submit');
    expect(claims('<h2 style="display:none">征集单打印</h2>').purpose).toBeNull();
    expect(claims('<h2>CA绑定</h2><h2>征集单打印</h2>').purpose).toBeNull();
    document.title = '登录';
    expect(claims('<h2>CA绑定</h2><h2>征集单打印</h2>').purpose).toBe('login');
    document.body.innerHTML = '<button>查询</button>';
    hit('button');
    expect(claims().purpose).toBe('login');
  });
});

describe('a page’s script', () => {
  test('can make neither an act nor a click', () => {
    document.body.innerHTML = '<button>CA登录</button><input>';
    hit('button', (event) => event);
    document.querySelector('button')?.click();
    document.querySelector('input')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    expect(claims()).toMatchObject({ purpose: null, acted: false });
  });

  test('that names its fields like methods of the DOM stops nothing', () => {
    const names = ['matches', 'closest', 'contains', 'querySelector', 'parentNode', 'nextSibling', 'checkVisibility'];
    document.body.innerHTML = `<form>${names.map((name) => `<input name="${name}">`).join('')}<p>单位名称：<b>甲公司</b></p></form>`;
    hit('form');
    expect(claims()).toMatchObject({ company: '甲公司', acted: true });
  });

  test('that takes our listeners away gets them back with the next call', () => {
    document.body.innerHTML = '<button>CA登录</button>';
    deafen();
    hit('button');
    expect(claims().acted).toBe(false);
    observer.listen();
    observer.listen();
    hit('button');
    expect(claims()).toMatchObject({ purpose: 'login', acted: true });
  });
});

test('an act counts for half a minute', () => {
  document.body.innerHTML = '<p>x</p>';
  expect(claims().acted).toBe(false);
  hit('p');
  now += 30_000;
  expect(claims().acted).toBe(true);
  now += 1;
  expect(claims().acted).toBe(false);
  press('p', 'Tab');
  expect(claims().acted).toBe(true);
});
