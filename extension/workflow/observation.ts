import * as z from 'zod/mini';
import { FILING_KINDS, FILING_LISTS, MAX_ROWS, SAYINGS, SCREENS } from './portal.js';

const text = (length: number) => z.string().check(z.maxLength(length));
/** A 流水号: digits alone. */
const serial = z.string().check(z.regex(/^\d{6,40}$/));
/** `yyyyMM` */
const month = z.string().check(z.regex(/^20\d\d(0[1-9]|1[0-2])$/));
const rows = <T extends z.core.$ZodType>(row: T) => z.readonly(z.array(row).check(z.maxLength(MAX_ROWS)));

/** One look at a page of the portal: what it shows, by its own words. Names and ids of persons are not in it. */
export const observationSchema = z.strictObject({
  screen: z.nullable(z.enum(SCREENS)),
  /** In the head of each page. */
  unit: z.nullable(z.strictObject({ company: text(120), account: z.nullable(text(40)) })),
  way: z.nullable(z.enum(['ca', 'account'])),
  /** 核算期, where the page shows one. */
  period: z.nullable(month),
  filings: z.nullable(
    z.strictObject({
      list: z.enum(FILING_LISTS),
      /** Nothing of the list is on another of its pages. */
      whole: z.boolean(),
      rows: rows(z.strictObject({ serial, kind: z.enum(FILING_KINDS), failure: text(200) })),
    }),
  ),
  /** Insurance types that the conditions of the assessment offer, and whether the page lets them be assessed no more. */
  types: z.nullable(rows(z.strictObject({ name: text(60), assessed: z.nullable(z.boolean()) }))),
  levies: z.nullable(
    z.strictObject({
      whole: z.boolean(),
      rows: rows(
        z.strictObject({
          serial,
          type: text(60),
          backPay: z.boolean(),
          /** 缴费所属期 */
          belongsTo: z.nullable(month),
          /** Null where the page has no word of it. */
          printed: z.nullable(z.boolean()),
          sealed: z.nullable(z.boolean()),
          uploaded: z.nullable(z.boolean()),
        }),
      ),
    }),
  ),
  forms: z.nullable(rows(z.strictObject({ title: text(60), printed: z.nullable(z.boolean()) }))),
  /** 是否补收 stands at 是. */
  asksBackPay: z.boolean(),
  says: z.readonly(z.array(z.enum(SAYINGS)).check(z.maxLength(SAYINGS.length))),
});

export type Observation = z.output<typeof observationSchema>;
