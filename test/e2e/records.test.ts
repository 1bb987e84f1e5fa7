import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { JOURNAL_TEXT } from '../../shared/text/journal.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { PURPOSE_TEXT } from '../../shared/text/purposes.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { bindDirectly, click, logInByCa, type PortalStack, startPortalStack } from './portal-stack.js';

const COMPANY = '衡水金保科技有限公司';
const text = RECORDS_TEXT['zh-CN'];
const popupText = POPUP_TEXT['zh-CN'];
const { outcomes } = JOURNAL_TEXT['zh-CN'];
let stack: PortalStack;

beforeAll(async () => {
  stack = await startPortalStack({ identities: [{ company: COMPANY }] });
  await bindDirectly(stack);
});

afterAll(() => stack.close());

/** What a page says of the record: of the page of settings no other section, which may tell of the past. */
const shown = (page: Page): Promise<string> =>
  page.evaluate(() => (document.querySelector('section.records') ?? document.body).textContent);

async function says(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const words of texts) await expect.poll(() => shown(page), { timeout: 10_000 }).toContain(words);
}

async function sign(): Promise<void> {
  const page = await stack.open(`${stack.portal.origin}/blank.html`);
  await logInByCa(page, stack);
  await page.close();
}

/** The popup with its section of records open. */
async function openRecords(): Promise<Page> {
  const popup = await stack.popup();
  // By the keyboard: rows that are still to come would move what is about to be clicked.
  await popup.bringToFront();
  await popup.focus('.records > summary');
  await popup.keyboard.press('Enter');
  return popup;
}

/** The page of all records, as the popup leads to it. */
async function openPage(): Promise<Page> {
  const popup = await openRecords();
  const opened = stack.browser.waitForTarget((target) => target.url().includes('/options/'));
  await says(popup, outcomes.signed);
  await click(popup, '.records > button');
  const page = await (await opened).asPage();
  await says(page, outcomes.signed);
  return page;
}

async function press(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await (await page.waitForSelector(`::-p-xpath(//button[text()="${words}"])`))?.click();
}

async function search(page: Page, words: string): Promise<void> {
  await page.$eval('input[type=search]', (input) => {
    input.value = '';
  });
  await page.type('input[type=search]', words);
  await press(page, text.find);
}

const rowsOf = (page: Page): Promise<number> => page.$$eval('tbody tr', ({ length }) => length);
const codeOf = (page: Page): Promise<string | null> => page.$eval('details details code', (code) => code.textContent);
const journalFile = (): string => join(stack.folder, 'home/journal/journal-000001.jsonl');

/** The number of the last entry that the extension has kept. */
async function mirrored(): Promise<unknown> {
  return stack.inWorker(
    `chrome.storage.local.get().then((all) => Object.entries(all).find(([name]) => name.startsWith('journal:'))?.[1].head.seq)`,
  );
}

it('a signature is in the popup, with its code, and what the extension keeps moves on without a reconnection', async () => {
  const empty = await openRecords();
  await says(empty, text.none);
  expect(await mirrored()).toBe(0);
  await sign();
  await says(empty, COMPANY, stack.portal.origin, outcomes.signed);
  expect(await codeOf(empty)).toMatch(/^[0-9a-f ]{8,}$/i);
  await expect.poll(mirrored, { timeout: 10_000 }).toBe(2);
  await empty.close();
});

it('the page of all records finds it by owner, site, purpose and code, and nothing else', async () => {
  const popup = await openRecords();
  await says(popup, outcomes.signed);
  const code = (await codeOf(popup)) ?? '';
  await popup.close();
  const page = await openPage();
  for (const words of ['金保', stack.portal.origin, PURPOSE_TEXT['zh-CN'].login, code]) {
    await search(page, words);
    await says(page, text.found(1, 1));
    expect(await rowsOf(page)).toBe(1);
  }
  await search(page, '别的公司');
  await says(page, text.found(1, 0));
  expect(await rowsOf(page)).toBe(0);
  await press(page, text.clear);
  await expect.poll(() => rowsOf(page)).toBe(1);
  await page.close();
});

it('a signature that is made while the page is open appears on it', async () => {
  const page = await openPage();
  expect(await rowsOf(page)).toBe(1);
  await sign();
  await expect.poll(() => rowsOf(page), { timeout: 10_000 }).toBe(2);
  await page.close();
});

it('the record is exported as a table that spreadsheets read', async () => {
  const page = await openPage();
  const session = await stack.browser.target().createCDPSession();
  const folder = join(stack.folder, 'downloads');
  const saved = new Promise<string>((resolve) => {
    let name = '';
    session.on('Browser.downloadWillBegin', ({ suggestedFilename }) => {
      name = suggestedFilename;
    });
    session.on('Browser.downloadProgress', ({ state }) => {
      if (state === 'completed') resolve(name);
    });
  });
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
  await press(page, text.save);
  const name = await saved;
  expect(name).toMatch(/^签名记录-\d{4}-\d\d-\d\d\.csv$/);
  await says(page, text.saved(2));
  const bytes = readFileSync(join(folder, name));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [heading, ...lines] = bytes.subarray(3).toString('utf8').trimEnd().split('\r\n');
  expect(heading).toBe(JOURNAL_TEXT['zh-CN'].columns.map((column) => `"${column}"`).join(','));
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    for (const cell of [COMPANY, stack.portal.origin, outcomes.signed]) expect(line).toContain(`"${cell}"`);
  }
  await page.close();
});

it('a record that was altered is named by the check, and whole again when it is put right', async () => {
  const page = await openPage();
  await press(page, text.verify);
  await says(page, text.intact);
  const whole = readFileSync(journalFile(), 'utf8');
  writeFileSync(journalFile(), whole.replace(COMPANY, '衡水别的有限公司'));
  await press(page, text.verify);
  await says(page, text.damaged(1));
  expect(await shown(page)).toContain(text.finding({ kind: 'edited', file: 'journal-000001.jsonl', line: 1, seq: 1 }));
  writeFileSync(journalFile(), whole);
  await press(page, text.verify);
  await says(page, text.intact);
  await page.close();
});

it('the page says when the bridge is gone, and goes on when it is back', async () => {
  const page = await openPage();
  await stack.bridge.stop();
  await says(page, '桌面程序没有运行。');
  expect(await rowsOf(page)).toBe(2);
  await stack.bridge.start();
  await press(page, '重试');
  await expect.poll(() => shown(page), { timeout: 10_000 }).not.toContain('桌面程序没有运行。');
  expect(await rowsOf(page)).toBe(2);
  await page.close();
});

it('an end that was cut off while the bridge was down is the popup’s next action, which leads to the page that names it', async () => {
  const sound = await stack.popup();
  await says(sound, popupText.bridgeReady);
  await expect.poll(mirrored, { timeout: 10_000 }).toBe(4);
  expect(await shown(sound)).not.toContain(text.broken.what);

  await stack.bridge.stop();
  const lines = readFileSync(journalFile(), 'utf8').split('\n');
  writeFileSync(journalFile(), `${lines.slice(0, 2).join('\n')}\n`);
  await stack.bridge.start();
  await (await sound.waitForSelector('header button[aria-disabled="false"]'))?.click();
  await says(sound, text.broken.what, text.broken.todo);
  await expect.poll(() => sound.$eval('.next', (row) => row.textContent)).toContain(text.broken.what);
  // It stops no work, and nobody is told that it does.
  const title = (): Promise<unknown> => stack.inWorker('chrome.action.getTitle({})');
  await expect.poll(title).toBe(LIGHT_TEXT['zh-CN'].button.alarm);
  const opened = stack.browser.waitForTarget((target) => target.url().includes('/options/'));
  await click(sound, '.next.bad button');
  const page = await (await opened).asPage();
  await says(page, text.broken.what);
  await press(page, text.verify);
  await says(page, text.damaged(1), '末尾的记录不见了');
  await page.close();

  // It stays so, whatever is signed from now on.
  await sign();
  const later = await stack.popup();
  await says(later, popupText.bridgeReady, text.broken.what);

  // Until the user says that the cause is known, which takes two clicks.
  const tools = await openPage();
  await click(tools, '.records .row.bad summary');
  await press(tools, text.accept.button);
  await expect.poll(() => shown(tools)).not.toContain(text.broken.what);
  await press(tools, text.verify);
  await says(tools, text.intact);
});
