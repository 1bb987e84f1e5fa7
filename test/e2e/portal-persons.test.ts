import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { readSheet } from 'read-excel-file/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { LEAVER } from '../portal/business/sample.js';
import { type Portal, startPortal } from '../portal/server.js';
import { Clerk, launchPlainChromium } from './clerk.js';

const ADDED = '131102199607200121';
/** Insured by the unit from the beginning. */
const INSURED = '131102198506120013';
const TODAY = '2019-11-16';

let browser: Browser;
let portal: Portal;
let clerk: Clerk;

beforeAll(async () => {
  browser = await launchPlainChromium();
});

afterAll(() => browser.close());

beforeEach(async () => {
  portal = await startPortal({ issuers: [] });
  portal.clock.set(`${TODAY}T09:00`);
  clerk = await Clerk.logIn(browser, portal);
});

afterEach(async () => {
  await clerk.page.close();
  await portal.close();
});

async function fillIdentity(): Promise<void> {
  await clerk.fill('证件号码', ADDED);
  await clerk.fill('姓名', '孙丽华');
  await clerk.chooseAlong('户籍所在地', ['河北省', '衡水市', '桃城区']);
  await clerk.fill('户籍详细地址', '人民路1号');
  await clerk.fill('联系电话', '13900000000');
  await clerk.fill('通信地址', '河北省衡水市桃城区人民路1号');
}

async function addPerson(): Promise<void> {
  await clerk.open('人员业务', '人员新增');
  await fillIdentity();
  await clerk.press('确认并继续');
  await clerk.pick('参加工作时间', '2018-07-01');
  await clerk.fill('申报工资', '5000');
  for (const type of ['企业养老保险', '基本医疗保险', '工伤保险', '生育保险']) await clerk.tick(type);
  await clerk.pickInRow('失业保险', '本次参保时间', TODAY);
  await clerk.press('确认并继续');
  await clerk.isTold('保存成功');
}

/** What waits in 未申报业务. */
async function unfiled(): Promise<object[]> {
  const { rows } = (await clerk.ask('/api/filings/list', { state: 'unfiled', page: 1, size: 10 })) as {
    rows: object[];
  };
  return rows;
}

describe('人员新增', () => {
  it('takes a person in two steps, of which the first is kept on the way back', async () => {
    await clerk.open('人员业务', '人员新增');
    await fillIdentity();
    await clerk.press('确认并继续');
    await clerk.seesRow('失业保险');
    await clerk.press('确认并继续');
    await clerk.seesFault('参加工作时间', '参加工作时间不能为空');
    await clerk.seesFault('申报工资', '申报工资不能为空');
    await clerk.fill('申报工资', '5000');
    expect(await clerk.value('申报工资')).toBe('5000.00');
    await clerk.pick('参加工作时间', '2018-07-01');
    await clerk.pickInRow('失业保险', '本次参保时间', '2019-11-01');

    await clerk.press('上一步');
    expect(await clerk.value('姓名')).toBe('孙丽华');
    expect(await clerk.value('户籍所在地')).toBe('河北省 / 衡水市 / 桃城区');
    await clerk.press('确认并继续');
    expect(await clerk.value('申报工资')).toBe('5000.00');
    for (const type of ['企业养老保险', '基本医疗保险', '工伤保险', '生育保险']) await clerk.tick(type);
    await clerk.press('确认并继续');
    await clerk.seesFaultInRow('失业保险', '本次参保时间', '本次参保时间不能为空');
    await clerk.pickInRow('失业保险', '本次参保时间', '2019-11-01');
    await clerk.chooseInRow('失业保险', '是否补收', '是');
    await clerk.pickInRow('失业保险', '补收开始年月', '2019-08');
    await clerk.pickInRow('失业保险', '补收终止年月', '2019-10');
    await clerk.press('确认并继续');
    await clerk.isTold('保存成功');
    expect(await clerk.value('姓名')).toBe('');
    expect(await unfiled()).toMatchObject([{ kindText: '人员新增', who: '孙丽华' }]);
  });

  it('writes what the id number tells over what was typed', async () => {
    await clerk.open('人员业务', '人员新增');
    await clerk.choose('性别', '男');
    await clerk.fill('证件号码', ADDED);
    expect([await clerk.value('性别'), await clerk.value('出生日期')]).toEqual(['女', '1996-07-20']);
    await clerk.pick('出生日期', '1981-01-01');
    expect(await clerk.value('出生日期')).toBe('1996-07-20');
    await clerk.choose('户口性质', '本地农业户口(本地农村)');
    expect(await clerk.value('用工形式')).toBe('农民合同制工人');
  });

  it('says under the field what is missing, and what the portal refuses', async () => {
    await clerk.open('人员业务', '人员新增');
    await clerk.press('确认并继续');
    await clerk.seesFault('证件号码', '证件号码不能为空');
    await clerk.seesFault('通信地址', '通信地址不能为空');
    await fillIdentity();
    await clerk.fill('证件号码', '131102199607200122');
    await clerk.press('确认并继续');
    await clerk.seesFault('证件号码', '证件号码校验位不正确');
  });

  it('has no options until they come', async () => {
    const release = portal.hold('/api/codes');
    await clerk.open('人员业务', '人员新增');
    expect(await clerk.options('民族')).toEqual([]);
    release();
    await clerk.choose('民族', '满族');
    expect(await clerk.value('民族')).toBe('满族');
  });
});

describe('人员减少', () => {
  it('finds a person, offers the reasons of the kind of stopping, and takes the ticked insurances', async () => {
    await clerk.open('人员业务', '人员减少');
    await clerk.fill('证件号码', INSURED);
    await clerk.press('查询');
    await clerk.seesRow('失业保险');
    expect(await clerk.value('姓名')).toBe('王建国');
    await clerk.pick('变更日期', '2019-11-11');
    await clerk.choose('停保类型', '终止参保');
    expect(await clerk.options('变更原因')).toEqual(['退休', '死亡']);
    await clerk.choose('变更原因', '退休');
    await clerk.choose('停保类型', '暂停参保');
    expect(await clerk.value('变更原因')).toBe('');
    await clerk.choose('变更原因', '解除劳动合同');
    await clerk.press('确定');
    await clerk.seesFault('法律依据', '变更原因为解除劳动合同时，法律依据不能为空');
    await clerk.choose('法律依据', '劳动合同法第三十六条(协商一致)');
    await clerk.press('确定');
    await clerk.isTold('请至少选择一个险种');
    await clerk.tick('失业保险');
    await clerk.press('确定');
    await clerk.isTold('保存成功');
    expect(await unfiled()).toMatchObject([{ kindText: '人员减少', who: '王建国' }]);
  });
});

describe('个人补收', () => {
  it('is refused for an added person until the addition is approved', async () => {
    await addPerson();
    await clerk.open('单位业务', '个人补收');
    await clerk.fill('证件号码', ADDED);
    await clerk.press('查询');
    await clerk.isTold('未查询到该人员在本单位的参保信息');
    await clerk.press('确定');
    await clerk.seesFault('证件号码', '该人员未在本单位参保');

    const serials = (await unfiled()).map((row) => (row as { serial: string }).serial);
    await clerk.ask('/api/filings/submit', { serials });
    portal.business.visitCounter();
    await clerk.press('查询');
    await clerk.seesRow('失业保险');
    await clerk.pickInRow('失业保险', '补收开始年月', '2019-08');
    await clerk.press('确定');
    await clerk.seesFaultInRow('失业保险', '补收终止年月', '补收终止年月不能为空');
    await clerk.pickInRow('失业保险', '补收终止年月', '2019-10');
    await clerk.press('确定');
    await clerk.isTold('保存成功');
    expect(await unfiled()).toMatchObject([{ kindText: '个人补收', who: '孙丽华' }]);
  });
});

describe('what waits in 申报提交', () => {
  it('is entered anew by 修改, with everything that was entered before', async () => {
    await addPerson();
    await clerk.open('业务申报', '申报提交');
    await clerk.pressInRow('人员新增', '修改');
    await clerk.seesValue('姓名', '孙丽华');
    await clerk.fill('姓名', '孙丽花');
    await clerk.press('确认并继续');
    await clerk.seesRow('失业保险');
    expect(await clerk.value('申报工资')).toBe('5000.00');
    await clerk.press('确认并继续');
    await clerk.isTold('保存成功');
    expect(portal.business.filings.list()).toMatchObject([
      { kind: 'add', fields: { aac003: '孙丽花', aac301: '131102' }, rows: [{ type: '210', aac030: TODAY }] },
    ]);
  });

  it('is entered anew for a reduction and a back pay with their rows', async () => {
    const months = { aae041: '201909', aae042: '201910' };
    await clerk.ask('/api/reduce/save', { fields: LEAVER, rows: [{ type: '210' }, { type: '310' }] });
    await clerk.ask('/api/backpay/save', { fields: { aac147: INSURED }, rows: [{ ...months, type: '310' }] });
    const before = portal.business.filings.list();
    for (const kind of ['人员减少', '个人补收']) {
      await clerk.open('业务申报', '申报提交');
      await clerk.pressInRow(kind, '修改');
      await clerk.seesValue('姓名', '王建国');
      await clerk.press('确定');
      await clerk.isTold('保存成功');
      await clerk.seesValue('姓名', '');
    }
    expect(portal.business.filings.list()).toEqual(before);
  });
});

describe('单位信息修改', () => {
  it('shows what the portal knows, and takes a change', async () => {
    await clerk.open('单位业务', '单位信息修改');
    await clerk.fill('联系人', '赵雪梅');
    expect(await clerk.value('单位名称')).toBe('衡水金保科技有限公司');
    await clerk.press('保存');
    await clerk.isTold('保存成功');
    expect(await unfiled()).toMatchObject([{ kindText: '单位信息修改' }]);
  });

  it('leads back to the login when the session has ended', async () => {
    await clerk.open('单位业务', '单位信息修改');
    await clerk.fill('联系人', '赵雪梅');
    portal.endSessions();
    await clerk.press('保存');
    await clerk.isTold('登录已失效，请重新登录');
    await clerk.press('取消');
    expect(await clerk.value('联系人')).toBe('赵雪梅');
    await clerk.press('保存');
    await Promise.all([clerk.page.waitForNavigation(), clerk.press('重新登录')]);
    expect(new URL(clerk.page.url()).pathname).toBe('/login.html');
  });
});

describe('模板导入', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives a template, and tells of each row of the filled one whether it was taken', async () => {
    await clerk.open('人员业务', '模板导入');
    const template = await clerk.download('下载模板', folder);
    await writeWorkbook(await fill(template, [PERSON, { ...PERSON, 证件号码: '131102199607200122' }])).toFile(
      join(folder, 'filled.xlsx'),
    );
    await clerk.upload(join(folder, 'filled.xlsx'));
    await clerk.press('导入');
    await clerk.isTold('导入完成，成功1条');
    const [first, second] = await clerk.rows();
    expect(first?.slice(0, 2)).toEqual(['3', '成功']);
    expect(second).toEqual(['4', '失败', '', '证件号码校验位不正确']);
    expect(await unfiled()).toMatchObject([{ serial: first?.[2], kindText: '人员新增', who: '孙丽华' }]);
  });

  it('takes no file of another kind', async () => {
    await clerk.open('人员业务', '模板导入');
    writeFileSync(join(folder, 'persons.csv'), '证件号码,姓名\n');
    await clerk.upload(join(folder, 'persons.csv'));
    await clerk.isTold('只能上传xlsx文件');
  });
});

/** A row of the template, by the columns' labels. */
const PERSON: Readonly<Record<string, string>> = {
  证件类型: '01|居民身份证(户口簿)',
  证件号码: ADDED,
  姓名: '孙丽华',
  性别: '女',
  民族: '01 汉族',
  出生日期: '1996-07-20',
  户口性质: '11|本地非农业户口(本地城镇)',
  户籍所在地: '河北省/衡水市/桃城区',
  户籍详细地址: '人民路1号',
  个人身份: '职员',
  干部标识: '非干部',
  行政职务: '无行政职务级别',
  用工形式: '固定期限工',
  联系电话: '13900000000',
  通信地址: '河北省衡水市桃城区人民路1号',
  参加工作时间: '2018-07-01',
  申报工资: '5000',
  本次参保时间: TODAY,
  失业保险: '参保',
};

/** The template's sheet down to its header, with these rows below. */
async function fill(template: string, rows: readonly (typeof PERSON)[]): Promise<SheetData> {
  const [title = [], header = []] = (await readSheet(template)).map((row) => row.map((cell) => String(cell ?? '')));
  const labels = header.map((label) => label.replace('（必填）', ''));
  return [title, header, ...rows.map((row) => labels.map((label) => row[label] ?? ''))];
}
