import type { MonthText } from '../../shared/text/month.js';
import { filingsOf, goesByCounter, type Levy, leviesOf, type Month } from './month.js';
import { FILING_LISTS, type FilingList } from './portal.js';

export const ACTIONS = ['submit', 'withdraw', 'assess', 'print', 'cancel', 'seal', 'upload', 'form'] as const;
export type Action = (typeof ACTIONS)[number];

/** Why the portal would refuse. */
export type Obstacle = keyof MonthText['obstacles'];

/** `unknown`: the pages seen so far do not tell; `look` is where they would. */
export type Possibility =
  | { readonly can: true }
  | { readonly can: false; readonly obstacle: Obstacle }
  | { readonly can: 'unknown'; readonly look: 'filings' | 'assess' | 'home' };

const YES = { can: true } as const;
const no = (obstacle: Obstacle): Possibility => ({ can: false, obstacle });
const look = (at: 'filings' | 'assess' | 'home'): Possibility => ({ can: 'unknown', look: at });

/**
 * Whether the portal would take an action now, by what its pages said. Approvals come without the page: an answer that rests on
 * `approvalFirst` holds until the lists are seen again.
 */
export const POSSIBLE: Readonly<Record<Action, (month: Month) => Possibility>> = {
  submit: (month) => inList(month, 'unfiled', 'nothingToFile'),
  withdraw: (month) => inList(month, 'pending', 'nothingFiled'),
  assess(month) {
    const open = openFilings(month);
    if (open) return open;
    if (month.types === null || month.assessed === null) return look('assess');
    const types = Object.values(month.types);
    if (types.includes(false) || types.length > due(month).length) return YES;
    // What has come to be paid for earlier months is assessed apart.
    return types.includes(null) ? look('assess') : no('allAssessed');
  },
  print: (month) => ofLevies(month, () => true, 'assessFirst'),
  cancel: (month) => ofLevies(month, ({ uploaded }) => !uploaded, 'allUploaded'),
  seal(month) {
    if (goesByCounter(month)) return no('needsCounter');
    if (month.way === null) return look('home');
    const unsealed = leviesOf(month).filter(({ sealed }) => !sealed);
    return ofLevies(
      month,
      ({ sealed, printed }) => !sealed && printed,
      unsealed.length > 0 ? 'printFirst' : 'allSealed',
    );
  },
  upload(month) {
    const waiting = leviesOf(month).filter(({ uploaded }) => !uploaded);
    return ofLevies(
      month,
      ({ sealed, uploaded }) => sealed && !uploaded,
      waiting.length > 0 ? 'sealFirst' : 'allUploaded',
    );
  },
  form(month) {
    const levies = leviesOf(month);
    if (month.assessed === null) return look('assess');
    if (levies.length === 0) return no('assessFirst');
    if (levies.some(({ uploaded }) => !uploaded)) return no('uploadFirst');
    if (month.types === null) return look('assess');
    return due(month).length < Object.keys(month.types).length ? no('assessFirst') : YES;
  },
};

function inList(month: Month, list: FilingList, none: Obstacle): Possibility {
  const all = Object.values(month.filings);
  if (all.some((filing) => filing.list === list)) return YES;
  if (month.listed[list] === undefined || all.some((filing) => filing.list === 'elsewhere')) return look('filings');
  return no(none);
}

/** Null where every filing is known to be approved. */
function openFilings(month: Month): Possibility | null {
  const all = [...filingsOf(month, 'changes'), ...filingsOf(month, 'backPay')];
  const has = (list: string): boolean => all.some((filing) => filing.list === list);
  if (has('unfiled')) return no('fileFirst');
  if (has('rejected')) return no('mendFirst');
  if (has('pending')) return no('approvalFirst');
  const unseen = FILING_LISTS.some((list) => list !== 'approved' && month.listed[list] === undefined);
  return unseen || has('elsewhere') ? look('filings') : null;
}

function due(month: Month): readonly Levy[] {
  return leviesOf(month).filter(({ backPay }) => !backPay);
}

function ofLevies(month: Month, ready: (levy: Levy) => boolean, none: Obstacle): Possibility {
  const levies = leviesOf(month);
  if (levies.some(ready)) return YES;
  if (month.assessed === null) return look('assess');
  return no(levies.length === 0 ? 'assessFirst' : none);
}
