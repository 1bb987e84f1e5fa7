import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { REPAIR_TEXT } from '../../shared/text/checks/repairs.js';
import { DIAGNOSIS_PAGE_TEXT, type ExportPart } from '../../shared/text/diagnosis-page.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { holds } from './canary.js';
import { bindDirectly, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';

const ORIGIN = `chrome-extension://${EXTENSION_ID}`;
const COMPANY = '衡水金保科技有限公司';
/** Put into every store of the extension that a file could be made from. */
const CANARY = 'Canary-c2b1e8a4d7';
const text = DIAGNOSIS_PAGE_TEXT['zh-CN'];
let stack: PortalStack;
let page: Page;

beforeAll(async () => {
  stack = await startPortalStack({ identities: [{ company: COMPANY, validDays: 20 }] });
  await stack.browser.defaultBrowserContext().overridePermissions(ORIGIN, ['clipboard-read', 'clipboard-write']);
  await bindDirectly(stack);
  const portal = await stack.open(`${stack.portal.origin}/blank.html`);
  await logInByCa(portal, stack);
  await portal.goto(`${stack.portal.origin}/login.html`);
});

beforeEach(async () => {
  page = await stack.open(`${ORIGIN}/extension/diagnosis/index.html`);
  await page.bringToFront();
  return () => page.close();
});

afterAll(() => stack.close());

function checked(): Promise<unknown> {
  return page.waitForSelector('main[aria-busy="false"]', { timeout: 20_000 });
}

function chain(): Promise<Record<string, string>> {
  return page.$$eval('.chain li', (links) =>
    Object.fromEntries(links.map(({ dataset }) => [dataset.link ?? '', dataset.state ?? ''])),
  );
}

async function press(label: string, within = ''): Promise<void> {
  await (await page.waitForSelector(`::-p-xpath(/${within}/button[.="${label}"])`))?.click();
}

async function tick(selector: string, wanted: boolean): Promise<void> {
  const box = await page.waitForSelector(selector);
  if ((await box?.evaluate((input) => (input as HTMLInputElement).checked)) !== wanted) await box?.click();
}

/** Saves the parts; resolves with the file's name and its files’ texts. */
async function saved(parts: readonly ExportPart[]): Promise<{ name: string; files: Record<string, string> }> {
  for (const part of Object.keys(text.export.parts)) {
    await tick(`input[name=${part}]`, parts.includes(part as ExportPart));
  }
  const session = await stack.browser.target().createCDPSession();
  const folder = join(stack.folder, 'downloads');
  const done = new Promise<string>((resolve) => {
    let name = '';
    session.on('Browser.downloadWillBegin', ({ suggestedFilename }) => {
      name = suggestedFilename;
    });
    session.on('Browser.downloadProgress', ({ state }) => {
      if (state === 'completed') resolve(name);
    });
  });
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
  await press(text.export.save);
  const name = await done;
  await session.detach();
  const files = Object.entries(unzipSync(readFileSync(join(folder, name))));
  return { name, files: Object.fromEntries(files.map(([file, bytes]) => [file, strFromU8(bytes)])) };
}

it('a run tells of every check, and the chain as far as it is known is whole', async () => {
  await checked();
  const { page: first, ...rest } = await chain();
  expect(first).not.toBe('bad');
  expect(rest).toMatchObject({ extension: 'good', program: 'good', token: 'good', validity: 'warn', portal: 'good' });
  expect(await page.$$('[data-check]')).toHaveLength(23);
  expect(await page.$eval('[data-group=warn] [data-check=validity]', ({ textContent }) => textContent)).toMatch(
    /还有 (19|20) 天到期.*检查时间：\d{4}-\d\d-\d\d/,
  );
});

it('without the desktop program it is the first broken link, nothing behind it is judged, and 重新检查 mends it', async () => {
  await checked();
  await stack.bridge.stop();
  await press(text.again);
  await expect.poll(async () => (await chain()).program, { timeout: 20_000 }).toBe('bad');
  await checked();
  const { page: first, ...rest } = await chain();
  expect(first).not.toBe('bad');
  expect(rest).toEqual({
    extension: 'good',
    program: 'bad',
    driver: 'behind',
    token: 'behind',
    validity: 'behind',
    portal: 'behind',
  });
  const verdict = (): Promise<string | null> => page.$eval('.verdict', ({ textContent }) => textContent);
  expect(await verdict()).toContain(text.broken(text.links.program));
  expect(await verdict()).toContain(REASON_TEXT['zh-CN']['bridge.unreachable'].what);
  expect(await page.$eval('.support pre', ({ textContent }) => textContent)).toContain(
    text.support.firstBroken(text.links.program),
  );
  await stack.bridge.start();
  await press(REPAIR_TEXT['zh-CN'].again, '/div[@class="verdict"]/');
  await expect.poll(async () => (await chain()).program, { timeout: 20_000 }).toBe('good');
  await checked();
  expect((await chain()).validity).toBe('warn');
});

it('what is copied for support is what is shown, and names the company only where that is ticked', async () => {
  await checked();
  const copied = async (): Promise<string> => {
    await press(text.support.copy);
    await page.waitForSelector(`::-p-xpath(//*[.="${text.support.copied}"])`);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const plain = await copied();
  expect(plain.replaceAll('\r\n', '\n')).toBe(await page.$eval('.support pre', ({ textContent }) => textContent));
  expect(plain).toMatch(/时间：\d{4}-\d\d-\d\d \d\d:\d\d:\d\d（北京时间）/);
  expect(plain).toContain('[注意] 有效期：');
  expect(plain).not.toContain(COMPANY);
  await tick('.support input', true);
  expect(await copied()).toContain(`单位：${COMPANY}`);
});

it('a file holds the parts that are ticked and nothing that is nobody else’s business', async () => {
  await checked();
  await stack.inWorker(`(async () => {
    const { checks, keys } = await chrome.storage.local.get(['checks', 'keys']);
    const facts = { pin: '${CANARY}', token: '${CANARY}' };
    await chrome.storage.local.set({
      canary: '${CANARY}',
      checks: {
        ...checks,
        results: checks.results.map((one) => ({ ...one, facts: { ...one.facts, ...facts } })),
        history: checks.history.map((one) => ({ ...one, facts: { ...one.facts, ...facts } })),
      },
      keys: { ...keys, keys: keys.keys.map((one) => ({ ...one, nickname: '${CANARY}' })) },
    });
    await chrome.storage.session.set({ canary: '${CANARY}' });
  })()`);
  const usual = await saved(['checks', 'versions']);
  expect(usual.name).toMatch(/^体检-\d{8}-\d{4}\.zip$/);
  expect(Object.keys(usual.files).sort()).toEqual(['checks.json', 'checks.txt', 'versions.txt']);
  const asked = await saved(['hops', 'records', 'company']);
  expect(Object.keys(asked.files).sort()).toEqual(['messages.csv', 'records.csv']);
  expect(asked.files['messages.csv']).toContain('"SignText"');
  expect(asked.files['records.csv']).toContain(COMPANY);
  const anonymous = await saved(['checks', 'versions', 'hops', 'records']);
  expect(anonymous.files['records.csv']).toContain(stack.portal.origin);
  for (const { files } of [usual, anonymous]) expect(Object.values(files).join('\n')).not.toContain(COMPANY);
  for (const { files } of [usual, asked, anonymous]) {
    const all = Object.values(files).join('\n');
    for (const secret of [CANARY, stack.password, stack.pagePassword]) expect(holds(all, secret)).toBe(false);
  }
});

it('the popup leads there', async () => {
  const popup = await stack.popup();
  const opened = stack.browser.waitForTarget(
    (target) => target.url().endsWith('/extension/diagnosis/index.html') && target !== page.target(),
  );
  await (await popup.waitForSelector(`::-p-xpath(//footer//button[.="${LIGHT_TEXT['zh-CN'].diagnosis}"])`))?.click();
  await (await (await opened).page())?.close();
});
