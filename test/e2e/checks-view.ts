import type { Page } from 'puppeteer';
import { expect } from 'vitest';
import type { CheckFacts, CheckId, CodeOf } from '../../shared/text/checks/codes.js';
import { checkSays, checkText } from '../../shared/text/checks/index.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { REPAIR_TEXT, type Repair } from '../../shared/text/checks/repairs.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { until } from './wait.js';

const SHOWN = { timeout: 40_000, interval: 300 };

interface Found {
  readonly id: CheckId;
  readonly code: string;
  readonly facts: CheckFacts;
}

/** The environment checks as the popup shows them, in a tab. */
export class ChecksInPopup {
  constructor(readonly popup: Page) {}

  /** Has the checks run anew, and waits until they have. */
  async again(): Promise<void> {
    await this.popup.bringToFront();
    await this.ended();
    await (await this.popup.waitForSelector('header button[aria-disabled="false"]'))?.click();
    await this.ended();
  }

  /** What a check has found last. */
  async found(id: CheckId): Promise<Found | undefined> {
    const results = (await this.popup.evaluate(
      `Promise.all([chrome.storage.local, chrome.storage.session].map((area) => area.get('checks')))
        .then((areas) => areas.flatMap(({ checks }) => checks?.results ?? []))`,
    )) as Found[];
    return results.find((one) => one.id === id);
  }

  /** Runs the checks until this one has found that; where it needs the user, the popup says so in its words. */
  async finds<Id extends CheckId>(id: Id, code: CodeOf<Id>): Promise<Found> {
    await expect
      .poll(async () => {
        await this.again();
        return (await this.found(id))?.code;
      }, SHOWN)
      .toBe(code);
    return this.told(id, code);
  }

  /** Waits until this check has found that, by a run that has begun already; the run may go on. */
  async told<Id extends CheckId>(id: Id, code: CodeOf<Id>): Promise<Found> {
    await expect.poll(async () => (await this.found(id))?.code, SHOWN).toBe(code);
    const found = await this.found(id);
    if (!found) throw new Error('it has just been found');
    return found;
  }

  /** The popup says what was found, and what to do. */
  async says({ id, code, facts }: Found): Promise<void> {
    const { what, todo = '' } = checkSays(id, code, facts, 'zh-CN');
    for (const words of [what, todo]) {
      await expect.poll(() => this.popup.evaluate(() => document.body.textContent), SHOWN).toContain(words);
    }
  }

  /** The page of all checks says so, with the name of the check: the popup shows what wants the user alone. */
  async saysInDiagnosis({ id, code, facts }: Found): Promise<void> {
    const page = await this.popup.browser().newPage();
    await page.goto(new URL('/extension/diagnosis/index.html', this.popup.url()).href);
    const { what, todo = '' } = checkSays(id, code, facts, 'zh-CN');
    for (const words of [checkText(id, 'zh-CN').name, what, todo]) {
      await expect
        .poll(() => page.evaluate((check) => document.querySelector(`[data-check=${check}]`)?.textContent, id), SHOWN)
        .toContain(words);
    }
    await page.close();
  }

  /** Clicks the button beside that finding, and nothing else, until the check finds what it leads to: a device takes its time. */
  async mends<Id extends CheckId>(id: Id, repair: Repair, code: CodeOf<Id>): Promise<void> {
    await expect
      .poll(async () => {
        const found = (await this.found(id))?.code;
        if (found === code) return found;
        const before = await this.lastRun();
        await this.repair(repair);
        await until('the checks to have run', async () => (await this.lastRun()) > before);
        await this.ended();
        return (await this.found(id))?.code;
      }, SHOWN)
      .toBe(code);
  }

  /** Clicks the button beside what was found. */
  async repair(repair: Repair): Promise<void> {
    await this.popup.bringToFront();
    await this.popup.evaluate(() => {
      for (const details of document.querySelectorAll('details.others')) details.setAttribute('open', '');
    });
    await (await this.popup.waitForSelector(`::-p-xpath(//button[.="${REPAIR_TEXT['zh-CN'][repair]}"])`))?.click();
  }

  /** The words of the traffic light. */
  async isReady(): Promise<void> {
    await expect
      .poll(() => this.popup.evaluate(() => document.querySelector('.next')?.textContent), { timeout: 20_000 })
      .toContain(LIGHT_TEXT['zh-CN'].ready.what);
  }

  private async lastRun(): Promise<number> {
    return Number(
      await this.popup.evaluate('chrome.storage.local.get("checks").then(({ checks }) => checks?.at ?? 0)'),
    );
  }

  private async ended(): Promise<void> {
    await this.popup.waitForFunction(
      (refresh) =>
        document.querySelector('.next')?.getAttribute('aria-busy') === 'false' &&
        document.querySelector('header button')?.textContent === refresh,
      { timeout: 40_000 },
      POPUP_TEXT['zh-CN'].refresh,
    );
  }
}
