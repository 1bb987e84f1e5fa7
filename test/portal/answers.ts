import type { Code, Region } from './business/codes.js';
import type { Fields, InsuranceRow } from './business/fields.js';
import type { FilingKind } from './business/records.js';

/** What each action of the portal answers, by address; a refusal answers `RefusalAnswer` with its HTTP status. */
export interface Answers {
  '/api/codes': { tables: Record<string, readonly Code[]> };
  '/api/regions': { regions: readonly Region[] };
  '/api/person/find': { person: Fields | null; rows: readonly InsuranceAnswer[] };
  /** The insurances that 险种 rows are made of. */
  '/api/add/identity': { fields: Fields; rows: readonly AddRowAnswer[] };
  '/api/add/save': SavedAnswer;
  '/api/reduce/save': SavedAnswer;
  '/api/backpay/save': SavedAnswer;
  '/api/unit': { fields: Fields };
  '/api/unit/save': SavedAnswer;
  '/api/import': { results: readonly ImportResult[] };
  '/api/filings/list': { total: number; rows: readonly FilingAnswer[] };
  '/api/filings/submit': { submitted: number; failed: number };
  '/api/filings/withdraw': Record<string, never>;
  '/api/filings/delete': Record<string, never>;
  '/api/filings/edit': { kind: FilingKind; fields: Fields; rows: readonly InsuranceRow[] };
  '/api/assess/overview': { rows: readonly { name: string; state: '未核定' | '已核定' }[] };
  '/api/assess/conditions': {
    from: string;
    to: string;
    types: readonly { code: string; text: string; state: string; assessed: boolean }[];
  };
  '/api/assess/run': { count: number };
  '/api/assess/result': { rows: readonly LevyAnswer[] };
  '/api/assess/cancel': Record<string, never>;
  '/api/levy/print': { url: string };
  '/api/seal/list': { rows: readonly (LevyAnswer & { state: '未签章' | '已签章' })[] };
  '/api/seal/text': { text: string };
  '/api/seal/sign': Record<string, never>;
  '/api/material/list': { rows: readonly (LevyAnswer & { state: '未上传' | '已上传' })[] };
  '/api/material/upload': Record<string, never>;
  '/api/forms': { tabs: readonly FormTabAnswer[] };
  '/api/form/print': { url: string };
}

/** `field` is the prop of the field that the refusal is about; `row` the 险种 code where it is in a row. */
export interface RefusalAnswer {
  reason: string;
  message: string;
  field?: string;
  row?: string;
}

/** `notes` are sentences to show, such as that the wage was clipped. */
export interface SavedAnswer {
  serial: string;
  notes: readonly string[];
}

export interface InsuranceAnswer {
  type: string;
  text: string;
  /** 参保状态, as text. */
  state: string;
  /** 本次参保日期. */
  since: string;
  /** 首次参保日期. */
  first: string;
  /** 最大核定期, as `201910`. */
  maxPeriod: string;
  /** 视同缴费月数. */
  deemedMonths: number;
}

export interface AddRowAnswer {
  type: string;
  text: string;
  /** 单位参保时间. */
  unitSince: string;
}

export interface FilingAnswer {
  serial: string;
  kind: FilingKind;
  kindText: string;
  /** Name of the person; the unit's for 单位信息修改. */
  who: string;
  failure: string;
  reason: string;
  /** When it was submitted, as `2019-11-16 09:00:00`; empty before. */
  time: string;
}

/** A line of the 核定, everything as text to show. */
export interface LevyAnswer {
  serial: string;
  batch: string;
  levy: string;
  type: string;
  text: string;
  payKind: string;
  period: string;
  belongsTo: string;
  /** In yuan, as `1333.20`. */
  amount: string;
  printed: boolean;
  sealed: boolean;
  uploaded: boolean;
}

export interface FormTabAnswer {
  type: string;
  title: string;
  printed: boolean;
  /** False until every line of the period is uploaded. */
  available: boolean;
}

/** `row` is the number of the sheet's row, as Excel counts. */
export interface ImportResult {
  row: number;
  serial?: string;
  message?: string;
}
