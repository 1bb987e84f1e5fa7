// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { observationSchema } from '../../workflow/observation.js';
import { LAYOUTS } from './layout.js';
import { readMonth } from './read-month.js';

const HEAD = `<header>衡水人社一体化服务平台 <span>您登录：13110001</span><span>单位名称：<b>腾飞</b></span> 欢迎您，测试 退出</header>`;

function look(html: string) {
  document.body.innerHTML = HEAD + html;
  const read = readMonth(LAYOUTS);
  // The service worker takes nothing else.
  return observationSchema.parse(read);
}
function crumbs(...titles: readonly string[]): string {
  const items = titles.map(
    (one) => `<span class="el-breadcrumb__item"><span class="el-breadcrumb__inner">${one}</span></span>`,
  );
  return `<div class="el-breadcrumb">${items.join('')}</div>`;
}
function table(heads: readonly string[], rows: readonly (readonly string[])[], total?: number): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((one) => `<${tag}><div class="cell">${one}</div></${tag}>`).join('');
  return `<div class="el-table">
      <div class="el-table__header-wrapper"><table><thead><tr>${cells('th', heads)}</tr></thead></table></div>
      <div class="el-table__body-wrapper"><table><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table></div>
    </div>${total === undefined ? '' : `<div class="el-pagination"><span class="el-pagination__total">共 ${total} 条</span></div>`}`;
}
function tabs(active: string, ...others: readonly string[]): string {
  return [active, ...others]
    .map((one) => `<div class="el-tabs__item${one === active ? ' is-active' : ''}">${one}</div>`)
    .join('');
}

beforeEach(() => {
  document.title = '';
});

test('the unit stands in the head, the screen in the bread crumbs', () => {
  expect(look(crumbs('首页', '单位业务', '单位缴费核定'))).toMatchObject({
    screen: 'assess',
    unit: { company: '腾飞', account: '13110001' },
  });
  expect(look(crumbs('首页', '综合查询')).screen).toBeNull();
});

test('a list of filings is read with the tab that it is under', () => {
  const html =
    crumbs('首页', '业务申报', '申报提交') +
    tabs('审批未通过业务', '未申报业务', '已申报未处理业务', '审批通过业务') +
    table(
      ['流水号', '业务类型', '提交失败原因', '操作'],
      [['20191116000000000001', '人员新增', '证件号码不一致', '修改 删除']],
      1,
    );
  expect(look(html).filings).toEqual({
    list: 'rejected',
    whole: true,
    rows: [{ serial: '20191116000000000001', kind: 'add', failure: '证件号码不一致' }],
  });
  expect(look(html.replace('共 1 条', '共 12 条')).filings?.whole).toBe(false);
  expect(look(html.replace('is-active', '')).filings).toBeNull();
  expect(look(html.replace('人员新增', '其他业务')).filings?.rows[0]?.kind).toBe('other');
});

test('nothing is read of a table that is still loading', () => {
  const html = tabs('未申报业务') + table(['流水号', '业务类型', '提交失败原因', '操作'], []);
  expect(look(html).filings).toEqual({ list: 'unfiled', whole: true, rows: [] });
  expect(look(`${html}<div class="el-loading-mask">加载中</div>`).filings).toBeNull();
});

test('assessed rows are read with the manual’s columns', () => {
  const row = [
    '1',
    '31191116103724557542',
    '银行托收',
    '20191116103726557548',
    '基本医疗保险',
    '正常应缴',
    '201911',
    '2019-10',
    '征集单打印 缴销',
  ];
  const heads = ['序号', '征收批次', '征收方式', '征集流水号', '险种类型', '缴费类型', '核算期', '缴费所属期', '操作'];
  const read = look(
    crumbs('首页', '单位业务', '单位缴费核定') +
      table(heads, [row, row.with(3, '20191116103726557549').with(5, '个人补收')]),
  );
  expect(read.period).toBe('201911');
  expect(read.levies?.rows).toEqual([
    {
      serial: '20191116103726557548',
      type: '基本医疗保险',
      backPay: false,
      belongsTo: '201910',
      printed: null,
      sealed: null,
      uploaded: null,
    },
    expect.objectContaining({ serial: '20191116103726557549', backPay: true }),
  ]);
});

test('the states of a row are read by their words', () => {
  const heads = ['征集流水号', '险种类型', '状态'];
  const state = (words: string) =>
    look(crumbs('首页', 'CA签章') + table(heads, [['20191116103726557548', '失业保险', words]])).levies?.rows[0];
  expect(state('已签章')).toMatchObject({ sealed: true, uploaded: null });
  expect(state('未上传')).toMatchObject({ sealed: null, uploaded: false });
  expect(state('处理中')).toMatchObject({ printed: null, sealed: null, uploaded: null });
});

test('conditions, forms and 是否补收', () => {
  const box = (state: string) => `<label class="el-checkbox ${state}"></label>`;
  const types = table(
    ['', '险种类型', '参保状态'],
    [
      [box(''), '失业保险', '参保缴费'],
      [box('is-disabled'), '工伤保险', '参保缴费'],
      ['', '生育保险', '参保缴费'],
    ],
  );
  expect(look(crumbs('单位缴费核定') + types).types).toEqual([
    { name: '失业保险', assessed: false },
    { name: '工伤保险', assessed: true },
    { name: '生育保险', assessed: null },
  ]);
  expect(look(crumbs('人员减少') + types).types).toBeNull();

  const forms = crumbs('缴费申报表打印') + tabs('工伤保险社会保险费申报表', '失业保险社会保险费申报表');
  expect(look(forms).forms).toEqual([
    { title: '工伤保险社会保险费申报表', printed: null },
    { title: '失业保险社会保险费申报表', printed: null },
  ]);
  expect(look(`${forms}<embed>`).forms?.[0]?.printed).toBe(true);

  const asks = (value: string) => table(['险种类型', '是否补收'], [['失业保险', `<input value="${value}">`]]);
  expect(look(crumbs('人员新增') + asks('是')).asksBackPay).toBe(true);
  expect(look(crumbs('人员新增') + asks('否')).asksBackPay).toBe(false);
});

test('dialogs and messages say what they say', () => {
  const dialog =
    '<div class="el-message-box__message"><p>您的证书中没有印章信息，您提交的业务将不能自动审批，需要到柜台审批，是否继续？</p></div>';
  expect(look(dialog).says).toEqual(['needsCounter']);
});

test('a page that no layout knows shows nothing, and what cannot be a number is left out', () => {
  document.body.innerHTML = table(['流水号', '业务类型'], [['20191116000000000001', '人员新增']]);
  expect(readMonth(LAYOUTS).unit).toBeNull();
  const long = look(tabs('未申报业务') + table(['流水号', '业务类型'], [['1'.repeat(80), '人员新增']]));
  expect(long.filings).toEqual({ list: 'unfiled', whole: false, rows: [] });
});

test('of endless lists and texts as much is read as is taken', () => {
  const row = ['20191116000000000001', '人员新增', '长'.repeat(250)];
  const html =
    tabs('未申报业务') +
    table(
      ['流水号', '业务类型', '提交失败原因'],
      Array.from({ length: 150 }, () => row),
    );
  const { filings } = look(html);
  expect(filings).toMatchObject({ whole: false });
  expect(filings?.rows).toHaveLength(100);
});
