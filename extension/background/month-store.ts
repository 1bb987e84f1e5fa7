import type { Language } from '../../shared/text/language.js';
import { MONTH_TEXT } from '../../shared/text/month.js';
import type { MonthLooked } from '../messages/month-look.js';
import type { MonthWish } from '../messages/month-tell.js';
import type { UnitWish } from '../messages/unit-set.js';
import { type Month, newMonth } from '../workflow/month.js';
import type { Observation } from '../workflow/observation.js';
import { shownMonth } from '../workflow/shown.js';
import { readWork, storedWork, type Unit, unitKey, type Work } from '../workflow/stored.js';
import { observed } from '../workflow/track.js';

/** Keeps how far each unit's month is, by what the portal's pages show. */
export class MonthStore {
  readonly #storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();

  /** `now` tells milliseconds since the epoch. */
  constructor(storage: Pick<chrome.storage.StorageArea, 'get' | 'set'>, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  async work(): Promise<Work> {
    await this.#last;
    return this.#read();
  }

  /** One look at a page of a website; null where the page names no unit. */
  look(origin: string, look: Observation): Promise<{ readonly unit: Unit; readonly month: Month } | null> {
    return this.#change((work) => {
      if (!look.unit?.company) return [work, null];
      const now = this.#now();
      const { company, account } = look.unit;
      const key = unitKey(origin, company, account);
      const known = work.units.find((one) => one.key === key);
      const unit: Unit = { nickname: '', cutOff: null, ...known, key, origin, company, account, seen: now };
      const period = look.period ?? chinaMonth(now);
      const before = work.months.find((one) => one.unit === key && one.period === period);
      const month = observed(before ?? newMonth(key, period, now), look, now);
      return [withUnit(withMonth(work, month), unit), { unit, month }];
    });
  }

  /** Notes what the clerk says of a month that is known. */
  tell(unit: string, period: string, wish: MonthWish): Promise<void> {
    return this.#change((work) => {
      const month = work.months.find((one) => one.unit === unit && one.period === period);
      return [month ? withMonth(work, told(month, wish, this.#now())) : work, undefined];
    });
  }

  set(key: string, wish: UnitWish): Promise<void> {
    return this.#change((work) => {
      const unit = work.units.find((one) => one.key === key);
      if (!unit) return [work, undefined];
      if (wish.wish === 'forget') return [{ ...work, units: work.units.filter((one) => one !== unit) }, undefined];
      const { wish: _, ...change } = wish;
      return [withUnit(work, { ...unit, ...change }), undefined];
    });
  }

  /** One change at a time: two at once would lose one. What changes nothing is not written. */
  #change<T>(change: (work: Work) => readonly [Work, T]): Promise<T> {
    const run = async (): Promise<T> => {
      const before = await this.#read();
      const [after, answer] = change(before);
      if (after !== before) await this.#storage.set({ months: storedWork(after) });
      return answer;
    };
    const turn = this.#last.then(run, run);
    this.#last = turn;
    return turn;
  }

  async #read(): Promise<Work> {
    return readWork((await this.#storage.get('months')).months);
  }
}

/** What the panel on a page shows after one more look at it; null where the page names no unit. */
export async function lookAtMonth(
  origin: string,
  look: Observation,
  months: Pick<MonthStore, 'look'>,
  language: Language,
): Promise<MonthLooked | null> {
  const known = await months.look(origin, look);
  if (!known) return null;
  const { fold, unfold, failures } = MONTH_TEXT[language];
  return { company: known.unit.company, month: shownMonth(known.month, language), words: { fold, unfold, failures } };
}

function told(month: Month, wish: MonthWish, now: number): Month {
  if (wish.wish !== 'tick') return { ...month, [wish.wish]: wish.on };
  const { [wish.step]: _, ...others } = month.ticks;
  return { ...month, ticks: wish.on ? { ...others, [wish.step]: now } : others };
}

function withMonth(work: Work, month: Month): Work {
  const others = work.months.filter(({ unit, period }) => unit !== month.unit || period !== month.period);
  return { ...work, months: [...others, month] };
}

function withUnit(work: Work, unit: Unit): Work {
  return { ...work, units: [unit, ...work.units.filter(({ key }) => key !== unit.key)] };
}

/** `yyyyMM` of China's time. */
function chinaMonth(now: number): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 7).replace('-', '');
}
