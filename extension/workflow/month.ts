import * as z from 'zod/mini';
import { TICKED_STEPS } from './flows.js';
import { FILING_KINDS, FILING_LISTS } from './portal.js';

const time = z.number();
const month = z.string().check(z.regex(/^20\d\d(0[1-9]|1[0-2])$/));

const filing = z.strictObject({
  kind: z.enum(FILING_KINDS),
  /** `elsewhere`: it is gone from the list where it was, and has not been seen in another one since `since`. */
  list: z.enum([...FILING_LISTS, 'elsewhere']),
  since: time,
  /** 提交失败原因 or why it was not approved, without numbers that may be a person's. */
  failure: z.string(),
});

const levy = z.strictObject({
  type: z.string(),
  backPay: z.boolean(),
  printed: z.boolean(),
  sealed: z.boolean(),
  uploaded: z.boolean(),
});

/** One 缴费所属期 of a month. */
const settlement = z.strictObject({
  /** By 征集流水号. One that was cancelled (缴销) is no longer there. */
  levies: z.record(z.string(), levy),
  /** By the tab's title. */
  forms: z.record(z.string(), z.boolean()),
});

/** What is known of one unit's month: what the pages said, and what the clerk ticked. Times are milliseconds since the epoch. */
export const monthSchema = z.strictObject({
  unit: z.string(),
  /** 核算期, `yyyyMM`. */
  period: month,
  way: z.nullable(z.enum(['ca', 'account'])),
  /** The portal said that the certificate has no seal. */
  noSeal: z.boolean(),
  /** The clerk chose 是否补收 = 是. */
  asksBackPay: z.boolean(),
  /** The clerk said that there are no changes this month. */
  noChanges: z.boolean(),
  filings: z.record(z.string(), filing),
  /** When each list was last seen whole. */
  listed: z.partialRecord(z.enum(FILING_LISTS), time),
  /** Insurance types that the conditions of the assessment offer; null before they were seen. Of each whether it is assessed, null where that is not known any more. */
  types: z.nullable(z.record(z.string(), z.nullable(z.boolean()))),
  /** When the assessed rows were last seen whole; null before that. */
  assessed: z.nullable(time),
  settlements: z.record(month, settlement),
  /** Steps outside of the page that the clerk ticked, and when. */
  ticks: z.partialRecord(z.enum(TICKED_STEPS), time),
  seen: time,
});

export type Month = z.output<typeof monthSchema>;
export type Filing = z.output<typeof filing>;
export type Levy = z.output<typeof levy>;
export type Settlement = z.output<typeof settlement>;

export function newMonth(unit: string, period: string, now: number): Month {
  return {
    unit,
    period,
    way: null,
    noSeal: false,
    asksBackPay: false,
    noChanges: false,
    filings: {},
    listed: {},
    types: null,
    assessed: null,
    settlements: {},
    ticks: {},
    seen: now,
  };
}

/** The filings of one kind of round: changes first, back pay after them. */
export function filingsOf(month: Month, round: 'changes' | 'backPay'): readonly Filing[] {
  return Object.values(month.filings).filter(({ kind }) => (kind === 'backPay') === (round === 'backPay'));
}

export function leviesOf(month: Month): readonly Levy[] {
  return Object.values(month.settlements).flatMap(({ levies }) => Object.values(levies));
}

/** Whether the month goes by the counter: no certificate, or one without a seal. */
export function goesByCounter(month: Month): boolean {
  return month.way === 'account' || month.noSeal;
}

/** Whether any page told anything of it. */
export function hasAnything(month: Month): boolean {
  return Object.keys(month.listed).length + Object.keys(month.filings).length > 0 || month.assessed !== null;
}
