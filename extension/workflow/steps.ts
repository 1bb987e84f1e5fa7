import { FLOW, isTicked, type Step } from './flows.js';
import { type Filing, filingsOf, goesByCounter, leviesOf, type Month } from './month.js';
import { FILING_LISTS } from './portal.js';

export interface StepView {
  readonly step: Step;
  readonly state: 'done' | 'now' | 'later';
  /** Who says that it is done, or for a review that it was handed in. */
  readonly by: 'page' | 'clerk' | null;
  /** Of how many rows, where the pages told. */
  readonly count: { readonly done: number; readonly all: number } | null;
}

interface Progress {
  readonly done: boolean;
  readonly count: StepView['count'];
}

/** The steps of a month in their order; the first that is not done is the one to do now. None is `now` once all are done. */
export function stepsOf(month: Month): readonly StepView[] {
  let reached = false;
  return FLOW.filter((step) => belongs(step, month)).map((step) => {
    const { done: byPage, count } = progress(step, month);
    const ticked = isTicked(step.id) && month.ticks[step.id] !== undefined;
    // A review is done when the portal's lists say so, however often somebody went there.
    const done = byPage || (ticked && step.id !== 'review' && step.id !== 'reviewBackPay');
    const state = done ? 'done' : reached ? 'later' : 'now';
    reached ||= !done;
    return { step, state, by: byPage ? 'page' : ticked ? 'clerk' : null, count };
  });
}

function belongs({ when, by }: Step, month: Month): boolean {
  if (by !== 'any' && (by === 'counter') !== goesByCounter(month)) return false;
  if (when === 'changes') return hasChanges(month) !== false;
  return when === 'always' || month.asksBackPay || filingsOf(month, 'backPay').length > 0;
}

/** Null where neither the pages nor the clerk told. */
export function hasChanges(month: Month): boolean | null {
  if (filingsOf(month, 'changes').length > 0) return true;
  if (month.noChanges) return false;
  return FILING_LISTS.every((list) => month.listed[list] !== undefined) && leviesOf(month).length > 0 ? false : null;
}

function progress({ id }: Step, month: Month): Progress {
  const levies = leviesOf(month);
  switch (id) {
    case 'changes':
      return recorded(filingsOf(month, 'changes'));
    case 'backPay':
      return recorded(filingsOf(month, 'backPay'));
    case 'submit':
      return all(filingsOf(month, 'changes'), isFiled);
    case 'submitBackPay':
      return all(filingsOf(month, 'backPay'), isFiled);
    case 'approve':
    case 'review':
      return all(filingsOf(month, 'changes'), isApproved);
    case 'approveBackPay':
    case 'reviewBackPay':
      return all(filingsOf(month, 'backPay'), isApproved);
    case 'assess':
      return assessed(month);
    case 'print':
      return all(levies, ({ printed }) => printed);
    case 'seal':
    case 'stamp':
      return all(levies, ({ sealed }) => sealed);
    case 'upload':
      return all(levies, ({ uploaded }) => uploaded);
    case 'forms':
      return all(
        Object.values(month.settlements).flatMap(({ forms }) => Object.values(forms)),
        (printed) => printed,
      );
    case 'pay':
      return { done: false, count: null };
  }
}

function all<T>(rows: readonly T[], is: (row: T) => boolean): Progress {
  const done = rows.filter(is).length;
  return { done: rows.length > 0 && done === rows.length, count: rows.length > 0 ? { done, all: rows.length } : null };
}

function recorded(filings: readonly Filing[]): Progress {
  const { length } = filings;
  return { done: length > 0, count: length > 0 ? { done: length, all: length } : null };
}

function assessed(month: Month): Progress {
  const rows = leviesOf(month).filter(({ backPay }) => !backPay).length;
  const known = Object.values(month.types ?? {});
  const types = Math.max(known.length, rows);
  return {
    done: rows > 0 && rows >= types && !known.includes(false),
    count: types > 0 ? { done: rows, all: types } : null,
  };
}

function isFiled({ list }: Filing): boolean {
  return list === 'pending' || list === 'approved';
}

function isApproved({ list }: Filing): boolean {
  return list === 'approved';
}
