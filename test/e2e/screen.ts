import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';

/** A screen that nobody sees (Xvfb), for what a headless browser does not have: the toolbar's popup and its own questions. */
export interface Screen {
  /** For DISPLAY. */
  readonly name: string;
  /**
   * Opens the popup over the page as the user does by keyboard: a click on the toolbar's button grants the same (activeTab).
   * The page must be a tab of the only browser on the screen.
   */
  openPopup(page: Page): Promise<Page>;
  /** Clicks a button of the page's popup that has the browser ask for a permission, and answers its question. */
  answerQuestion(page: Page, popup: Page, button: string, answer: Answer): Promise<void>;
  /** Clicks what has the browser ask for a permission over that page, and answers its question. */
  answerQuestionOver(page: Page, selector: string, answer: Answer): Promise<void>;
  /** Waits for a window whose title holds that text, gives it the keyboard and presses a key. */
  pressInWindow(title: string, key: string): Promise<void>;
  close(): Promise<void>;
}

type Answer = 'allow' | 'refuse';

/** The browser's question takes no answer in its first half second, nor within that of any key: whoever is typing answers nothing. */
const GUARD_MS = 700;

export async function startScreen(): Promise<Screen> {
  const options = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  const name = `:${number.toString().trim()}`;
  const env = { ...process.env, DISPLAY: name };
  const press = (...keys: readonly string[]): void => {
    execFileSync('xdotool', ['key', ...keys], { env });
  };
  const answer = async (page: Page, reply: Answer): Promise<void> => {
    // Nothing tells when the question takes keys. Refusing is its default button.
    await delay(GUARD_MS);
    if (reply === 'allow') press('Tab');
    do {
      await delay(GUARD_MS);
      press('Return');
    } while (!(await page.evaluate(focusComesBack)));
  };
  return {
    name,
    async openPopup(page) {
      await page.bringToFront();
      const browser = page.browser();
      const isPopup = (url: string): boolean => url.startsWith(`chrome-extension://${EXTENSION_ID}/extension/popup/`);
      press('alt+shift+h');
      const target = await browser.waitForTarget((candidate) => isPopup(candidate.url()), { timeout: 20_000 });
      return target.asPage();
    },
    async answerQuestion(page, popup, button, reply) {
      const closed = new Promise<void>((resolve) => popup.once('close', () => resolve()));
      const element = await popup.waitForSelector(`::-p-xpath(//button[.="${button}"])`);
      // The question takes the focus, which closes the popup while the click is still being answered.
      element?.click().catch(() => {});
      await closed;
      await answer(page, reply);
    },
    async answerQuestionOver(page, selector, reply) {
      await page.bringToFront();
      const lost = page.evaluate(focusIsLost);
      await (await page.waitForSelector(selector))?.click();
      await lost;
      await answer(page, reply);
    },
    async pressInWindow(title, key) {
      const xdotool = async (...args: readonly string[]) =>
        (await promisify(execFile)('xdotool', args, { env })).stdout;
      const [window = ''] = (await xdotool('search', '--sync', '--onlyvisible', '--name', title)).split('\n');
      await xdotool('windowfocus', '--sync', window);
      await xdotool('key', key);
    },
    async close() {
      const exit = once(server, 'exit');
      server.kill();
      await exit;
    },
  };
}

/** Waits until something else has the focus; runs in the page. */
function focusIsLost(): Promise<void> {
  return new Promise((resolve) => addEventListener('blur', () => resolve(), { once: true }));
}

/** Whether the page has the focus again, as it has when the question is gone; runs in the page. */
function focusComesBack(): Promise<boolean> {
  if (document.hasFocus()) return Promise.resolve(true);
  return new Promise((resolve) => {
    addEventListener('focus', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), 2_000);
  });
}
