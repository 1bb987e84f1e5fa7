import manual from '../../sites/layouts/manual.json';
import type { FilingKind, FilingList, Saying, Screen } from '../../workflow/portal.js';

type Words = readonly string[];
interface YesNo {
  readonly yes: Words;
  readonly no: Words;
}

/** How a portal's pages look and what they say. Selectors are CSS; words are compared without white space, width and case. */
export interface Layout {
  readonly head: string;
  readonly company: Words;
  readonly account: Words;
  readonly way: { readonly label: string; readonly ca: Words; readonly account: Words };
  readonly period: Words;
  /** Where the name of the screen stands: the first one shown whose words are known. */
  readonly titles: string;
  readonly screens: Readonly<Record<Screen, Words>>;
  readonly loading: string;
  readonly table: {
    readonly container: string;
    readonly heads: string;
    readonly rows: string;
    /** How many rows all pages of a list have together. */
    readonly total: string;
  };
  readonly activeTab: string;
  readonly tabs: string;
  readonly filings: {
    readonly lists: Readonly<Record<FilingList, Words>>;
    readonly serial: Words;
    readonly kind: Words;
    readonly failure: Words;
    readonly kinds: Readonly<Record<Exclude<FilingKind, 'other'>, Words>>;
  };
  /** `open` and `closed`: what a row holds that can still be assessed, or no more. */
  readonly types: { readonly name: Words; readonly beside: Words; readonly open: string; readonly closed: string };
  readonly levies: {
    readonly serial: Words;
    readonly type: Words;
    readonly pay: Words;
    /** What 缴费类型 says of a row that is no back pay. */
    readonly due: Words;
    readonly period: Words;
    readonly belongsTo: Words;
    readonly states: Words;
    readonly printed: YesNo;
    readonly sealed: YesNo;
    readonly uploaded: YesNo;
  };
  readonly forms: { readonly titles: Words; readonly shown: string };
  readonly backPay: { readonly column: Words; readonly yes: Words };
  readonly messages: string;
  readonly says: Readonly<Record<Saying, Words>>;
}

/** The layouts that are known, each a file of its own. A page is read by the first that knows its screen. */
export const LAYOUTS: readonly Layout[] = [manual];
