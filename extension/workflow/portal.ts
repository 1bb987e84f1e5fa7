import type { Observation } from './observation.js';

/** The portal's screens that the month's work goes through. */
export const SCREENS = [
  'home',
  'add',
  'reduce',
  'import',
  'backPay',
  'unitInfo',
  'filings',
  'assess',
  'levies',
  'seals',
  'uploads',
  'forms',
] as const;
export type Screen = (typeof SCREENS)[number];

export const FILING_KINDS = ['add', 'reduce', 'backPay', 'unitInfo', 'other'] as const;
export type FilingKind = (typeof FILING_KINDS)[number];

/** The portal's four lists: 未申报, 已申报未处理, 审批通过, 审批未通过. */
export const FILING_LISTS = ['unfiled', 'pending', 'approved', 'rejected'] as const;
export type FilingList = (typeof FILING_LISTS)[number];

/** What the portal may say in a message or a dialog. */
export const SAYINGS = ['needsCounter', 'uploadFirst', 'approveFirst', 'loggedOut'] as const;
export type Saying = (typeof SAYINGS)[number];

/** Of any table that a page shows. */
export const MAX_ROWS = 100;

/** A page that shows nothing that is known. */
export const NOTHING: Observation = {
  screen: null,
  unit: null,
  way: null,
  period: null,
  filings: null,
  types: null,
  levies: null,
  forms: null,
  asksBackPay: false,
  says: [],
};
