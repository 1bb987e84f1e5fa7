import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { MONTH_TEXT } from '../../shared/text/month.js';
import { addRow, NEW_PERSON } from '../portal/business/sample.js';
import { MonthClerk } from './month-clerk.js';
import { assessAll, printAll, printForms, sealAll, uploadAll } from './month-steps.js';
import { SeenBar } from './popup-page.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';
import { until } from './wait.js';

const TEXT = MONTH_TEXT['zh-CN'];
const ARTIFACTS = join(import.meta.dirname, '../../test-artifacts');
const LISTS = [
  ['unfiled', '未申报业务'],
  ['pending', '已申报未处理业务'],
  ['approved', '审批通过业务'],
  ['rejected', '审批未通过业务'],
] as const;

let stack: PortalStack;
let clerk: MonthClerk;
let panel: SeenBar;
let folder: string;
let scan: string;

beforeEach(async () => {
  mkdirSync(ARTIFACTS, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'month-'));
  scan = join(folder, 'scan.pdf');
  writeFileSync(scan, '%PDF-1.4\n%%EOF\n');
  stack = await startPortalStack();
  await bindDirectly(stack);
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await page.setViewport({ width: 1366, height: 768 });
  await logInByCa(page, stack);
  clerk = new MonthClerk(page);
  panel = await SeenBar.of(page);
});

afterEach(async () => {
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The strip at the edge of the page says what is next. */
function isNext(step: keyof typeof TEXT.steps): Promise<unknown> {
  return until(`the panel says ${step}`, async () => (await panel.text()) === TEXT.next(TEXT.steps[step]));
}

/** Looks at each of the four lists until it is known that it was seen: whoever is faster sees nothing of it. */
async function lookAtLists(): Promise<void> {
  await clerk.open('业务申报', '申报提交');
  for (const [list, tab] of LISTS) {
    const before = await listed(list);
    await clerk.turnTo(tab);
    await until(`${tab} is seen`, async () => (await listed(list)) > before);
  }
}

async function listed(list: string): Promise<number> {
  return (await stack.inWorker(
    `chrome.storage.local.get('months').then(({ months }) => months?.months[0]?.listed['${list}'] ?? 0)`,
  )) as number;
}

function isPrinted(form: string): string {
  const printed = `Object.values(months.months[0].settlements)[0]?.forms['${form}'] === true`;
  return `chrome.storage.local.get('months').then(({ months }) => ${printed})`;
}

it('a month by CA without changes is followed from the lists to the tax bureau', async () => {
  await until('the panel', async () => (await panel.text()) === TEXT.title);
  await lookAtLists();
  await isNext('changes');
  stack.windows.answerAll((open) => (open.window.kind === 'password' ? open.password(stack.password) : open.accept()));
  await assessAll(clerk);
  await clerk.isTold('核定成功');
  await clerk.press('查询核定结果');
  await isNext('print');
  await clerk.open('单位业务', '征集单打印');
  await printAll(clerk);
  await isNext('seal');
  await clerk.page.screenshot({ path: join(ARTIFACTS, 'month-folded.png') });
  const { x, y } = await panel.place(TEXT.next(TEXT.steps.seal));
  await clerk.page.mouse.click(x, y);
  await until('the steps', async () => (await panel.text())?.includes(TEXT.todo.seal));
  await clerk.page.screenshot({ path: join(ARTIFACTS, 'month-open.png') });
  await clerk.page.keyboard.press('Escape');
  await sealAll(clerk);
  await isNext('upload');
  await uploadAll(clerk, scan);
  await isNext('forms');
  await printForms(clerk, (form) => until(`${form} is seen`, () => stack.inWorker(isPrinted(form))));
  await isNext('pay');

  // What the clerk alone knows is ticked in the popup, and shown on the page from its next look on.
  const popup = await stack.popup();
  const card = await popup.waitForSelector('.month');
  expect(await card?.evaluate(({ textContent }) => textContent)).toContain(TEXT.next(TEXT.steps.pay));
  await popup.locator(`::-p-text(${TEXT.tick(TEXT.steps.pay)})`).click();
  await until('the month is done', async () =>
    (await card?.evaluate(({ textContent }) => textContent))?.includes(TEXT.allDone),
  );
  await popup.screenshot({ path: join(ARTIFACTS, 'month-popup.png'), fullPage: true });

  const units = await stack.browser.newPage();
  await units.goto(`chrome-extension://${EXTENSION_ID}/extension/month/index.html`);
  await units.locator('.unit select').fill('20');
  await until('the day is kept', () =>
    stack.inWorker("chrome.storage.local.get('months').then(({ months }) => months.units[0].cutOff === 20)"),
  );
  await units.locator('summary').click();
  for (const theme of ['light', 'dark']) {
    await units.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await units.screenshot({ path: join(ARTIFACTS, `month-page-${theme}.png`), fullPage: true });
  }
  await units.evaluate(axe.source);
  const { violations } = (await units.evaluate('axe.run(document)')) as axe.AxeResults;
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it('changes are followed through filing and approval, and after a restart of the browser from where they were', async () => {
  const { portal } = stack;
  portal.business.filings.save('add', NEW_PERSON, [addRow('110', portal.business.clock.today())]);
  await lookAtLists();
  await isNext('submit');
  await clerk.turnTo('未申报业务');
  await clerk.tick('人员新增');
  await clerk.press('CA申报');
  (await stack.windows.next()).password(stack.password);
  await clerk.isTold('申报提交成功，共 1 条');
  await clerk.turnTo('已申报未处理业务');
  await clerk.seesRow('人员新增');
  await isNext('approve');
  await stack.restartBrowser();
  const page = await stack.open(`${portal.origin}/blank.html`);
  await logInByCa(page, stack);
  panel = await SeenBar.of(page);
  await isNext('approve');
  clerk = new MonthClerk(page);
  portal.clock.advance(10 * 60_000);
  await lookAtLists();
  await isNext('assess');
  const kept = String(await stack.inWorker('chrome.storage.local.get(null).then(JSON.stringify)'));
  expect(kept).toContain('"add"');
  for (const personal of [NEW_PERSON.aac003, NEW_PERSON.aac147]) expect(kept).not.toContain(personal);
});
