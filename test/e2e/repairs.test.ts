import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { REPAIR_TEXT, repairFailed } from '../../shared/text/checks/repairs.js';
import { DIAGNOSIS_PAGE_TEXT } from '../../shared/text/diagnosis-page.js';
import { ChecksInPopup } from './checks-view.js';
import { type PortalStack, startPortalStack } from './portal-stack.js';
import { until } from './wait.js';

const ALLOW = REPAIR_TEXT['zh-CN'].allowPopups;
const { what, todo } = repairFailed('popupsFixed', 'zh-CN');
const PAGES = `chrome-extension://${EXTENSION_ID}/extension`;

let stack: PortalStack;
let checks: ChecksInPopup;

beforeAll(async () => {
  stack = await startPortalStack({
    identities: [{ company: '衡水金保科技有限公司', validDays: 300 }],
    // As an administrator blocks the windows of every site.
    policies: { DefaultPopupsSetting: 2 },
  });
  checks = new ChecksInPopup(await stack.popup());
});

afterAll(() => stack.close());

/** Opens a page of the extension and clicks the button beside a finding there. */
async function clickOn(path: string, place: string): Promise<Page> {
  const page = await stack.open(`${PAGES}/${path}`);
  await page.bringToFront();
  await (await page.waitForSelector(`::-p-xpath(//*[${place}]//button[.="${ALLOW}"])`, { timeout: 20_000 }))?.click();
  return page;
}

const alerts = (page: Page): Promise<string[]> =>
  page.$$eval('[role=alert]', (all) => all.map(({ textContent }) => textContent));

it('a repair that the administrator’s settings keep from working says so beside its button, on each page that has it', async () => {
  await checks.finds('popups', 'blocked');
  await checks.repair('allowPopups');
  await expect.poll(() => alerts(checks.popup)).toEqual([what + todo]);
  await checks.popup.screenshot({ path: 'test-artifacts/repair-failed-popup.png', fullPage: true });
  for (const [name, path, place] of [
    ['diagnosis', 'diagnosis/index.html', '@data-check="popups"'],
    ['options', 'options/index.html', '@class="found"'],
  ] as const) {
    const page = await clickOn(path, place);
    await expect.poll(() => alerts(page)).toEqual([what + todo]);
    // Under the button that was clicked.
    const beside = `::-p-xpath(//div[@class="buttons"][button[.="${ALLOW}"]]/div[@role="alert"])`;
    expect(await page.$$(beside)).toHaveLength(1);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      await page.screenshot({ path: `test-artifacts/repair-failed-${name}-${theme}.png`, fullPage: true });
    }
    await page.close();
  }
});

it('the page of settings mends as the others do', async () => {
  stack.setPolicies({});
  const asked = JSON.stringify({ primaryUrl: `${stack.portal.origin}/` });
  const setting = (): Promise<unknown> =>
    stack.inWorker(`chrome.contentSettings.popups.get(${asked}).then(({ setting }) => setting)`);
  // The browser reads its policies anew at its own time.
  const page = await until('the policy to go', async () => {
    const opened = await clickOn('options/index.html', '@class="found"');
    await until('the click’s outcome', async () => (await setting()) === 'allow' || (await alerts(opened)).length > 0);
    if ((await setting()) === 'allow') return opened;
    await opened.close();
    return null;
  });
  await expect.poll(async () => (await checks.found('popups'))?.code, { timeout: 20_000 }).toBe('allowed');
  expect(await alerts(page)).toEqual([]);
  await page.close();
});

it('the check-up leads to how the findings have changed', async () => {
  const page = await stack.open(`${PAGES}/diagnosis/index.html`);
  const opened = stack.browser.waitForTarget((target) => target.url().endsWith('/options/index.html#history'));
  await page.bringToFront();
  await (await page.waitForSelector(`::-p-text(${DIAGNOSIS_PAGE_TEXT['zh-CN'].history})`))?.click();
  const history = await (await opened).asPage();
  await history.waitForSelector('#history[open] .history > li', { visible: true });
  await history.close();
  await page.close();
});
