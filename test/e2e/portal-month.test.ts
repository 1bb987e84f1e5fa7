import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRow, NEW_PERSON } from '../portal/business/sample.js';
import { type Portal, startPortal } from '../portal/server.js';
import { Clerk, launchPlainChromium } from './clerk.js';
import { MonthClerk } from './month-clerk.js';
import { assessAll, printAll, printForms, sealAll, uploadAll } from './month-steps.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';
import { until } from './wait.js';

const NOW = '2019-11-16T09:00';

let folder: string;
let scan: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'month-'));
  scan = join(folder, 'scan.pdf');
  writeFileSync(scan, '%PDF-1.4\n%%EOF\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Enters a new person, who then waits in 未申报业务; answers the 流水号. */
function enterPerson(portal: Portal): string {
  return portal.business.filings.save('add', NEW_PERSON, [addRow('110', '2019-11-01')]).serial;
}

describe('by account', () => {
  let browser: Browser;
  let portal: Portal;
  let clerk: MonthClerk;

  beforeAll(async () => {
    browser = await launchPlainChromium();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    portal = await startPortal({ issuers: [] });
    portal.clock.set(NOW);
    clerk = new MonthClerk((await Clerk.logIn(browser, portal)).page);
  });

  afterEach(async () => {
    await clerk.page.close();
    await portal.close();
  });

  it('a month takes a visit to the counter for the person and one for the stamp', async () => {
    enterPerson(portal);
    await clerk.open('业务申报', '申报提交');
    expect(await clerk.heads()).toEqual(['', '流水号', '业务类型', '提交失败原因', '操作']);
    await clerk.press('申报');
    await clerk.isTold('请选择要申报的业务');
    await clerk.tick('人员新增');
    await clerk.press('申报');
    await clerk.isTold('申报提交成功，共 1 条');
    await clerk.seesNoRow();
    portal.clock.advance(60 * 60_000);
    await clerk.turnTo('已申报未处理业务');
    await clerk.seesRow('人员新增');

    await assessAll(clerk);
    await clerk.isTold('存在未审批通过的业务，不能进行缴费核定');
    portal.business.visitCounter();
    await clerk.press('核定');
    await clerk.isTold('核定成功');
    await clerk.press('查询核定结果');
    await clerk.seesRow('正常应缴');
    expect(await clerk.heads()).toEqual(
      '序号 征收批次 征收方式 征集流水号 险种类型 缴费类型 核算期 缴费所属期 操作'.split(' '),
    );

    await clerk.open('单位业务', '电子材料上传');
    await clerk.uploadInRow('失业保险', scan);
    await clerk.isTold('请先完成签章');
    await clerk.open('单位业务', '征集单打印');
    await printAll(clerk);
    portal.business.visitCounter();
    await clerk.open('单位业务', '缴费申报表打印');
    await clerk.press('打印');
    await clerk.isTold('请先完成电子材料上传');
    await uploadAll(clerk, scan);
    await printForms(clerk);
  });

  it('is offered no CA签章, and told that the counter stamps', async () => {
    await clerk.open('单位业务', '征集单打印');
    expect(await clerk.page.$$('::-p-xpath(//li[normalize-space()="CA签章"])')).toEqual([]);
    const remark = await clerk.page.waitForSelector('.el-alert', { visible: true });
    expect(await remark?.evaluate(({ textContent }) => textContent)).toContain('中心窗口');
  });

  it('what the portal does not take says why, is withdrawn, entered anew and deleted', async () => {
    portal.business.unit.insuredElsewhere.add(NEW_PERSON.aac147 ?? '');
    const serial = enterPerson(portal);
    await clerk.open('业务申报', '申报提交');
    await clerk.tick(serial);
    await clerk.press('申报');
    await clerk.isTold('1 条业务提交失败，请查看提交失败原因');
    await clerk.seesInRow(serial, '请先在原单位停保');

    portal.business.unit.insuredElsewhere.clear();
    await clerk.tick(serial);
    await clerk.press('申报');
    await clerk.isTold('申报提交成功，共 1 条');
    await clerk.turnTo('已申报未处理业务');
    await clerk.pressInRow(serial, '撤回');
    await clerk.answer('确定');
    await clerk.isTold('撤回成功');
    await clerk.seesNoRow();

    await clerk.turnTo('未申报业务');
    await clerk.tick(serial);
    await clerk.press('申报');
    await clerk.seesNoRow();
    portal.business.filings.rejectAtCounter(serial, '劳动合同缺页');
    await clerk.turnTo('审批未通过业务');
    await clerk.seesInRow(serial, '劳动合同缺页');
    await clerk.pressInRow(serial, '修改');
    await until('the person in the form', async () => (await clerk.value('姓名')) === NEW_PERSON.aac003);

    await clerk.open('业务申报', '申报提交');
    await clerk.pressInRow(serial, '删除');
    await clerk.answer('确定');
    await clerk.isTold('删除成功');
    expect(portal.business.filings.list()).toEqual([]);
  });

  it('what was assessed is cancelled by 缴销 alone, and assessed again', async () => {
    await assessAll(clerk);
    await clerk.isTold('核定成功');
    await clerk.press('核定');
    await clerk.isTold('请选择险种类型');
    await clerk.open('单位业务', '征集单打印');
    await clerk.pressInRow('工伤保险', '缴销');
    await clerk.answer('取消');
    expect(portal.business.assessments.rows()).toHaveLength(5);
    await clerk.pressInRow('工伤保险', '缴销');
    await clerk.answer('确定');
    await clerk.isTold('缴销成功');
    expect(portal.business.assessments.rows().map(({ type }) => type)).not.toContain('410');
    await assessAll(clerk);
    await until('the second 核定', () => portal.business.assessments.rows().length === 5);
  });
});

describe('by CA', () => {
  let stack: PortalStack;
  let clerk: MonthClerk;

  beforeEach(async () => {
    stack = await startPortalStack();
    stack.portal.clock.set(NOW);
    await bindDirectly(stack);
    const page = await stack.open(`${stack.portal.origin}/blank.html`);
    await logInByCa(page, stack);
    clerk = new MonthClerk(page);
  });

  afterEach(() => stack.close());

  /** Gives the password in whatever window asks for it, and agrees to the others. */
  function agreeToAll(): void {
    stack.windows.answerAll((open) =>
      open.window.kind === 'password' ? open.password(stack.password) : open.accept(),
    );
  }

  it('a month takes no visit', async () => {
    const { portal, windows } = stack;
    enterPerson(portal);
    await clerk.open('业务申报', '申报提交');
    await clerk.tick('人员新增');
    await clerk.press('CA申报');
    const asked = await windows.next();
    expect(asked.window.description).toContain('申报|');
    asked.password(stack.password);
    await clerk.isTold('申报提交成功，共 1 条');
    portal.clock.advance(10 * 60_000);
    await clerk.turnTo('审批通过业务');
    await clerk.seesRow('人员新增');

    await assessAll(clerk);
    await clerk.isTold('核定成功');
    await clerk.press('查询核定结果');
    await printAll(clerk);
    agreeToAll();
    await sealAll(clerk);
    await uploadAll(clerk, scan);
    await printForms(clerk);
  }, 120_000);

  it('a certificate without a seal is asked about first, and then it is the counter’s', async () => {
    const { portal } = stack;
    for (const uniqueId of portal.bindings.keys()) portal.withoutSeal.add(uniqueId);
    enterPerson(portal);
    await clerk.page.goto(`${portal.origin}/business.html?submit=pin#/filing/submit`);
    await clerk.tick('人员新增');
    agreeToAll();
    const submit = async (answer: string): Promise<void> => {
      await clerk.press('CA申报');
      await clerk.fill('证书口令', stack.pagePassword);
      await clerk.press('确 定');
      expect(await clerk.question()).toEqual([
        '提示',
        '您的证书中没有印章信息，您提交的业务将不能自动审批，需要到柜台审批，是否继续？',
      ]);
      await clerk.answer(answer);
    };
    await submit('取消');
    expect(portal.business.filings.list('unfiled')).toHaveLength(1);
    await clerk.tick('人员新增');
    await submit('确定');
    await clerk.isTold('申报提交成功，共 1 条');
    portal.clock.advance(60 * 60_000);
    expect(portal.business.filings.list('pending')).toHaveLength(1);
  });
});
