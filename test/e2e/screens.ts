import type { Page } from 'puppeteer';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import type { Stack } from './harness.js';

/** A page of the extension, as every test that goes through all of them opens it. */
export interface Screen {
  readonly name: string;
  /** Below extension/. */
  readonly path: string;
  /** What is there when nothing more is to come, with a bridge and without. */
  readonly ready: string;
  /** CSS pixels that it has at 100 %: of a usual window, or the most that the browser gives a popup. */
  readonly width: number;
}

const WINDOW_WIDTH = 1_280;
const POPUP_WIDTH = 800;

export const POPUP: Screen = {
  name: 'popup',
  path: 'popup/index.html',
  ready: 'main[aria-busy="false"]',
  width: POPUP_WIDTH,
};

/** Every page of the extension. */
export const SCREENS: readonly Screen[] = [
  POPUP,
  { name: 'start', path: 'start/index.html', ready: 'main[aria-busy="false"]', width: WINDOW_WIDTH },
  { name: 'pairing', path: 'pairing/index.html', ready: 'main .row', width: WINDOW_WIDTH },
  { name: 'options', path: 'options/index.html', ready: '.records tbody tr, .records .row', width: WINDOW_WIDTH },
  { name: 'help', path: 'help/index.html#month-changes', ready: 'main .steps', width: WINDOW_WIDTH },
  { name: 'month', path: 'month/index.html', ready: 'main h1', width: WINDOW_WIDTH },
  { name: 'diagnosis', path: 'diagnosis/index.html', ready: 'main[aria-busy="false"]', width: WINDOW_WIDTH },
];

/** Opens it in a tab of its own, with everything unfolded that a click unfolds. */
export async function openScreen(stack: Pick<Stack, 'browser'>, { path, ready, width }: Screen): Promise<Page> {
  const page = await stack.browser.newPage();
  await page.setViewport({ width, height: 800 });
  await page.goto(`chrome-extension://${EXTENSION_ID}/extension/${path}`);
  await page.waitForSelector(ready);
  await page.$$eval('details', (all) => {
    for (const details of all) details.open = true;
  });
  return page;
}

/** Shows the page as the browser does at that zoom: with fewer and larger CSS pixels. */
export async function zoom(page: Page, { width }: Screen, factor: number): Promise<void> {
  await page.setViewport({
    width: Math.floor(width / factor),
    height: Math.floor(800 / factor),
    deviceScaleFactor: factor,
  });
}
