import { readSheet } from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { LEAVER, NEW_PERSON } from './business/sample.js';
import { type Portal, startPortal } from './server.js';
import { Visitor } from './visitor.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let portal: Portal;
let visitor: Visitor;

beforeEach(async () => {
  portal = await startPortal({ issuers: [] });
  portal.clock.set('2019-11-16T09:00');
  visitor = new Visitor(portal);
  await visitor.enter();
});
afterEach(() => portal.close());

/** A sheet cell for every column of the template, by label without its hint. */
const CELLS: Readonly<Record<string, string>> = {
  证件类型: '01|居民身份证(户口簿)',
  证件号码: NEW_PERSON.aac147 ?? '',
  姓名: '孙丽华',
  性别: '女',
  民族: '01 汉族',
  出生日期: '1996-07-20',
  户口性质: '11',
  户籍所在地: '河北省/衡水市/桃城区',
  户籍详细地址: '人民路1号',
  个人身份: '职员',
  干部标识: '非干部',
  行政职务: '190',
  用工形式: '1|固定期限工',
  联系电话: '13900000000',
  通信地址: '人民路1号',
  参加工作时间: '2018-07-01',
  申报工资: '5000',
  本次参保时间: '2019-11-01',
  失业保险: '1|参保',
  工伤保险: '参保',
  生育保险: '0',
};

async function header(kind: string): Promise<string[]> {
  const { file } = await visitor.download(`/template.xlsx?kind=${kind}`);
  return ((await readSheet(file))[1] ?? []).map(String);
}

async function send(kind: string, sheet: SheetData): Promise<Awaited<ReturnType<Visitor['post']>>> {
  const file = await writeXlsxFile(sheet).toBuffer();
  return visitor.send(`/api/import/file?kind=${kind}`, new Uint8Array(file), XLSX);
}

function row(labels: readonly string[], change: Readonly<Record<string, string | number>> = {}): SheetData[number] {
  return labels.map((label) => ({ ...CELLS, ...change })[label.replace('（必填）', '')]);
}

describe('the template', () => {
  it('is a workbook that marks what is required, with the codes on a second sheet', async () => {
    const { status, mediaType, file } = await visitor.download('/template.xlsx?kind=add');
    expect({ status, mediaType }).toEqual({ status: 200, mediaType: XLSX });
    expect(await header('add')).toEqual(expect.arrayContaining(['证件号码（必填）', '困难企业军转干部', '失业保险']));
    const [labels, first] = await readSheet(file, '字典');
    expect(first?.[labels?.indexOf('民族') ?? -1]).toBe('01|汉族');
    expect(first?.[labels?.indexOf('户籍所在地') ?? -1]).toMatch(/^\d{6}\|.+\/.+\/.+$/);
  });

  it('is another for 人员减少, and there is no third', async () => {
    expect(await header('reduce')).toEqual(expect.arrayContaining(['证件号码（必填）', '变更原因（必填）']));
    expect((await visitor.download('/template.xlsx?kind=unitInfo')).status).toBe(404);
  });
});

describe('模板导入', () => {
  it('enters each row, and tells by its row what is wrong with another', async () => {
    const labels = await header('add');
    const sheet = [['人员新增导入模板'], labels, row(labels), [], row(labels, { 性别: '男' })];
    expect((await send('add', sheet)).body).toEqual({
      results: [
        { row: 3, serial: expect.stringMatching(/^\d{20}$/) },
        { row: 5, message: '性别与证件号码不一致' },
      ],
    });
    const [filing] = portal.business.filings.list('unfiled');
    expect(filing?.fields).toMatchObject({
      ...NEW_PERSON,
      bac031: '',
      bac020: '',
      aac040: '5000.00',
      aae006: '人民路1号',
    });
    expect(filing?.rows.map(({ type }) => type)).toEqual(['210', '410']);
  });

  it('finds the header wherever it is', async () => {
    const labels = (await header('add')).map((label) => ` ${label}`);
    const sheet = [['说明'], [], ['第二行'], labels, row(labels.map((label) => label.trim()))];
    expect((await send('add', sheet)).body).toMatchObject({ results: [{ row: 5, serial: expect.any(String) }] });
  });

  it('refuses an id number that the sheet holds as a number, and a text of no table', async () => {
    const labels = await header('add');
    const sheet = [labels, row(labels, { 证件号码: Number(NEW_PERSON.aac147) }), row(labels, { 民族: '汉' })];
    expect((await send('add', sheet)).body).toEqual({
      results: [
        { row: 2, message: '证件号码须为文本格式' },
        { row: 3, message: '民族不在可选范围内' },
      ],
    });
  });

  it('takes 人员减少, by file and by rows', async () => {
    const labels = await header('reduce');
    const cells: Readonly<Record<string, string>> = {
      '证件号码（必填）': LEAVER.aac147 ?? '',
      '变更日期（必填）': '2019-11-11',
      '停保类型（必填）': '暂停参保',
      '变更原因（必填）': '222|辞职',
      失业保险: '1|停保',
    };
    const answer = await send('reduce', [labels, labels.map((label) => cells[label])]);
    expect(answer.body).toEqual({ results: [{ row: 2, serial: expect.any(String) }] });
    const rows = [{ ...LEAVER, aac147: '131102199003080026', '210': '1' }, {}];
    expect((await visitor.post('/api/import', { kind: 'reduce', rows })).body).toEqual({
      results: [
        { row: 1, serial: expect.any(String) },
        { row: 2, message: '证件号码不能为空' },
      ],
    });
  });

  it('refuses what is no workbook, and a workbook without the header', async () => {
    const file = new TextEncoder().encode('PK not a workbook');
    const answer = await visitor.send('/api/import/file?kind=add', file, XLSX);
    expect(answer).toEqual({ status: 422, body: { reason: 'bad-sheet', message: '无法读取该文件，请使用模板填写' } });
    expect((await send('add', [['别的'], ['表']])).body).toMatchObject({ reason: 'bad-sheet' });
    expect((await send('unitInfo', [['证件号码']])).body).toMatchObject({ reason: 'malformed' });
  });
});
