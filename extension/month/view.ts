import browser from 'webextension-polyfill';
import type { MonthWish } from '../messages/month-tell.js';
import { MONTH_TELL, UNIT_SET } from '../messages/names.js';
import type { UnitWish } from '../messages/unit-set.js';
import { readWork, type Work } from '../workflow/stored.js';

/** What a page of ours shows of the month's work: what is kept, and each change of it at once. */
export class WorkView {
  work: Work = readWork(undefined);
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
    browser.storage.onChanged.addListener((changes, area) => {
      if (area === 'local' && 'months' in changes) this.#take(changes.months?.newValue);
    });
  }

  async load(): Promise<void> {
    this.#take((await browser.storage.local.get('months')).months);
  }

  #take(value: unknown): void {
    this.work = readWork(value);
    this.#changed();
  }
}

/** Notes what the clerk says of a unit's month (`period`: yyyyMM). Rejects where the service worker does not answer. */
export async function tellMonth(unit: string, period: string, wish: MonthWish): Promise<void> {
  await browser.runtime.sendMessage({ type: MONTH_TELL, unit, period, wish });
}

export async function setUnit(unit: string, wish: UnitWish): Promise<void> {
  await browser.runtime.sendMessage({ type: UNIT_SET, unit, wish });
}
