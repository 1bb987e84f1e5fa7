import * as z from 'zod/mini';
import { type Month, monthSchema } from './month.js';

const MAX_UNITS = 300;
/** Months of one unit. */
const MAX_MONTHS = 18;
export const MAX_NICKNAME = 40;

const unitSchema = z.strictObject({
  /** `unitKey` of its website and its number there. */
  key: z.string(),
  origin: z.string(),
  company: z.string(),
  /** 单位编号, its login name; null where the pages do not show it. */
  account: z.nullable(z.string()),
  nickname: z.string().check(z.maxLength(MAX_NICKNAME)),
  /** 申报截止日, the day of the month; null where the clerk set none. */
  cutOff: z.nullable(z.int().check(z.minimum(1), z.maximum(31))),
  seen: z.number(),
});
export type Unit = z.output<typeof unitSchema>;

const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  units: z.array(unitSchema),
  months: z.array(monthSchema),
});

/** What chrome.storage.local holds under `months`: units, the one seen last first, and their months. No word of any person. */
export interface Work {
  readonly units: readonly Unit[];
  readonly months: readonly Month[];
}

/** Nothing where that cannot be read. */
export function readWork(value: unknown): Work {
  const { units = [], months = [] } = storedSchema.safeParse(value).data ?? {};
  return { units, months };
}

/** The units that were seen last, and of each its last months. */
export function storedWork({ units, months }: Work): z.output<typeof storedSchema> {
  const kept = [...units].sort((a, b) => b.seen - a.seen).slice(0, MAX_UNITS);
  const lasting = kept.flatMap(({ key }) => monthsOf({ months }, key).slice(0, MAX_MONTHS));
  return { schemaVersion: 1, units: kept, months: lasting };
}

/** A unit of one website: by its number there, else by its name. */
export function unitKey(origin: string, company: string, account: string | null): string {
  return `${origin} ${account ?? company}`;
}

/** The unit that was seen last on a website, and its last month. */
export function lastMonth(work: Work, origin: string | null): { readonly unit: Unit; readonly month: Month } | null {
  const unit = work.units.find((one) => one.origin === origin);
  const month = unit && monthsOf(work, unit.key)[0];
  return unit && month ? { unit, month } : null;
}

/** A unit's months, the last one first. */
export function monthsOf({ months }: Pick<Work, 'months'>, unit: string): readonly Month[] {
  return months.filter((one) => one.unit === unit).sort((a, b) => b.period.localeCompare(a.period));
}
