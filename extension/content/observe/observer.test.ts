// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { pageClaimsSchema } from '../../../shared/protocol/page-claims.js';
import { PageObserver } from './observer.js';

const SIGN = '1|SignText|{"signText":"a"}';
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
