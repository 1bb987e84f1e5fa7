import { join } from 'node:path';
import { type Browser, type ElementHandle, launch, type Page } from 'puppeteer';
import type { Portal } from '../portal/server.js';
import { CHROMIUM } from './chromium.js';

const ACCOUNT = '13110001';
const PASSWORD = 'Hengshui2026';

const SHOWN = 'not(ancestor-or-self::*[contains(@style,"display: none")])';
/** A list or panel that Element UI hangs over the page, and that is not being closed. */
const POPPER = `//body/div[contains(@class,"el-popper") and not(contains(@class,"-leave")) and ${SHOWN}]`;

/** The system's Chromium as it is, for which the portal's name leads to this machine. */
export function launchPlainChromium(): Promise<Browser> {
  return launch({
    executablePath: CHROMIUM,
    env: { ...process.env, LANGUAGE: 'zh_CN' },
    defaultViewport: { width: 1366, height: 768 },
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP portal.test 127.0.0.1'],
  });
}

/** A clerk before the portal's screens, who finds everything by the words that are written there. */
export class Clerk {
  constructor(readonly page: Page) {}

  /** Logs in with 单位编号 and 网报登录密码, the initial one being changed already. */
  static async logIn(browser: Browser, portal: Portal): Promise<Clerk> {
    const account = portal.accounts.get(ACCOUNT);
    if (!account) throw new Error('the portal begins with this account');
    account.password = PASSWORD;
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${portal.origin}/login.html`);
    await page.locator('#account').fill(ACCOUNT);
    await page.locator('#password').fill(PASSWORD);
    await Promise.all([page.waitForNavigation(), page.locator('#account-login').click()]);
    return new Clerk(page);
  }

  /** Opens a screen by the menu, whichever group of it is open. */
  async open(group: string, screen: string): Promise<void> {
    const menu = `//li[contains(@class,"el-submenu")][div${text(group)}]`;
    await this.there(menu);
    const isOpen = await this.page.$(`::-p-xpath(${menu}[contains(@class,"is-opened")])`);
    if (!isOpen) await this.click(`${menu}/div`);
    await this.click(`${menu}//li`, screen);
    await this.there(`//span[contains(@class,"el-breadcrumb__item")][last()]/span[1]${text(screen)}`);
  }

  press(button: string): Promise<void> {
    return this.click('//button', button);
  }

  /** Types over what a field holds and leaves it by the key. */
  async fill(label: string, value: string): Promise<void> {
    await this.#type(`${item(label)}//*[self::input or self::textarea]`, value, 'Tab');
  }

  /** Types a date or month into its picker. */
  async pick(label: string, date: string): Promise<void> {
    await this.#type(`${item(label)}//input`, date, 'Enter');
  }

  /** Chooses an option of a select. */
  async choose(label: string, option: string): Promise<void> {
    await this.click(`${item(label)}//input`);
    await this.click(`${POPPER}//li`, option);
  }

  /** Chooses level after level of a cascader. */
  async chooseAlong(label: string, levels: readonly string[]): Promise<void> {
    await this.click(`${item(label)}//input`);
    for (const level of levels) await this.click(`${POPPER}//li`, level);
  }

  /** The options that a select offers now. */
  async options(label: string): Promise<string[]> {
    await this.click(`${item(label)}//input`);
    await this.there(`${POPPER}//*[contains(@class,"el-select-dropdown__item") or contains(@class,"empty")]`);
    const found = await this.page.$$(`::-p-xpath(${POPPER}//li)`);
    const options = await Promise.all(found.map(contentOf));
    await this.page.keyboard.press('Tab');
    return options;
  }

  async value(label: string): Promise<string> {
    const input = await this.there(`${item(label)}//*[self::input or self::textarea]`);
    return input.evaluate((element) => (element as HTMLInputElement).value);
  }

  /** Waits until a field holds a text. */
  async seesValue(label: string, value: string): Promise<void> {
    const input = await this.there(`${item(label)}//*[self::input or self::textarea]`);
    await this.page.waitForFunction(
      (element, wanted) => (element as HTMLInputElement).value === wanted,
      {},
      input,
      value,
    );
  }

  /** Waits until this is written under a field: what was there before may still be fading. */
  async seesFault(label: string, fault: string): Promise<void> {
    await this.there(`${item(label)}//div[contains(@class,"el-form-item__error")]${text(fault)}`);
  }

  /** Types a date or month into the cell of a table, in the row that holds `row`. */
  async pickInRow(row: string, column: string, date: string): Promise<void> {
    await this.#type(`${cell(row, column)}//input`, date, 'Enter');
  }

  async chooseInRow(row: string, column: string, option: string): Promise<void> {
    await this.click(`${cell(row, column)}//input`);
    await this.click(`${POPPER}//li`, option);
  }

  async seesFaultInRow(row: string, column: string, fault: string): Promise<void> {
    await this.there(`${cell(row, column)}//div[contains(@class,"el-form-item__error")]${text(fault)}`);
  }

  /** Ticks the row that holds a text, or takes its tick away. */
  tick(row: string): Promise<void> {
    return this.click(`${rowOf(row)}//label[contains(@class,"el-checkbox")]`);
  }

  /** Presses a button in the row of a table that has a cell with this text. */
  pressInRow(row: string, button: string): Promise<void> {
    return this.click(`${rowOf(row)}//button`, button);
  }

  /** The rows that the tables of the screen show, each as the texts of its cells. */
  async rows(): Promise<string[][]> {
    return this.page.$$eval('.el-table__body-wrapper tr', (rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '')),
    );
  }

  /** Waits until a table has a row with this text. */
  async seesRow(row: string): Promise<void> {
    await this.there(rowOf(row));
  }

  /** Waits for a message that the page shows at its top. */
  async isTold(message: string): Promise<void> {
    await this.there(`//div[contains(@class,"el-message")]//p${text(message)}`);
  }

  /** Follows a link that the browser saves in the folder; returns the file's path once it is whole. */
  async download(link: string, folder: string): Promise<string> {
    const browser = await this.page.createCDPSession();
    await browser.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
    const name = new Promise<string>((resolve) => {
      browser.once('Browser.downloadWillBegin', ({ suggestedFilename }) => resolve(suggestedFilename));
    });
    const whole = new Promise<void>((resolve) => {
      browser.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve());
    });
    await this.click('//a', link);
    await whole;
    return join(folder, await name);
  }

  /** Gives a file to the upload of the screen. */
  async upload(path: string): Promise<void> {
    const input = (await this.page.$('input[type=file]')) as ElementHandle<HTMLInputElement> | null;
    if (!input) throw new Error('the screen has no upload');
    await input.uploadFile(path);
  }

  /** What the portal answers to the page's own request. */
  ask(path: string, body: object): Promise<unknown> {
    return this.page.evaluate(
      async (to, content) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(to, { method: 'POST', headers, body: content })).json();
      },
      path,
      JSON.stringify(body),
    );
  }

  /** Clicks on what is shown at an XPath, with that text if one is given. */
  protected async click(path: string, content?: string): Promise<void> {
    await this.#settled();
    await (await this.#reach(`${path}${content === undefined ? '' : text(content)}`)).click();
  }

  /** Whoever clicks on a table that is being loaded clicks on what covers it, and in a menu that unfolds on its neighbour. */
  async #settled(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        ![...document.querySelectorAll('.el-loading-mask, .collapse-transition')].some((part) =>
          part.checkVisibility(),
        ),
    );
  }

  async #type(path: string, value: string, leave: 'Tab' | 'Enter'): Promise<void> {
    await (await this.#reach(path)).click({ count: 3 });
    await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(value);
    await this.page.keyboard.press(leave);
  }

  /** Waits until nothing is in the way of a click, as long as menus unfold and dialogs fade. */
  async #reach(path: string): Promise<ElementHandle> {
    const element = await this.there(path);
    await this.page.waitForFunction(isReached, { polling: 'raf' }, element);
    return element;
  }

  /** Waits for what is shown at an XPath. */
  protected async there(path: string): Promise<ElementHandle> {
    const element = await this.page.waitForSelector(`::-p-xpath(${path}[${SHOWN}])`);
    if (!element) throw new Error(`nothing at ${path}`);
    return element;
  }
}

export const text = (content: string): string => `[normalize-space()="${content}"]`;
const item = (label: string): string => `//div[contains(@class,"el-form-item")][label${text(label)}]`;
export const rowOf = (content: string): string =>
  `//div[contains(@class,"el-table__body-wrapper")]//tr[td${text(content)}]`;
const cell = (row: string, column: string): string =>
  `${rowOf(row)}/td[count(//th${text(column)}/preceding-sibling::th)+1]`;

/**
 * Whether an element stands still, lies on top and takes clicks; runs in the page. A list may scroll itself once it is
 * open, and what unfolds is scrolled by us too until it has its height: so nothing is still that moves within a few frames.
 */
async function isReached(element: Element): Promise<boolean> {
  element.scrollIntoView({ block: 'nearest' });
  const { x, y, width, height } = element.getBoundingClientRect();
  for (let frames = 0; frames < 4; frames += 1) {
    await new Promise(requestAnimationFrame);
    const later = element.getBoundingClientRect();
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    if (later.x !== x || later.y !== y || !element.contains(hit)) return false;
  }
  return !element.matches(':disabled');
}

function contentOf(element: ElementHandle): Promise<string> {
  return element.evaluate(({ textContent }) => textContent?.trim() ?? '');
}
