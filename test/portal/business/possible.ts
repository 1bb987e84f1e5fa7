import { FORM_TITLES } from './assessments.js';
import type { Business } from './business.js';
import { subjectOf } from './entries.js';
import { isEditable } from './filings.js';
import type { Standing } from './records.js';
import { isInsured } from './unit.js';

/** What can be done to a unit's business. `approve` and `reject` are the visit to the 中心窗口, `wait` lets ten minutes pass. */
export const ACTION_IDS = [
  'add',
  'reduce',
  'backPay',
  'unitInfo',
  'submit',
  'withdraw',
  'edit',
  'delete',
  'wait',
  'approve',
  'reject',
  'assess',
  'print',
  'cancel',
  'seal',
  'stamp',
  'upload',
  'form',
] as const;

export type ActionId = (typeof ACTION_IDS)[number];

/** The actions that would be accepted now for at least one person, filing, line or insurance, by the rules of the actions themselves. */
export function possible(business: Business, standing: Standing): Set<ActionId> {
  return new Set(ACTION_IDS.filter((id) => MAY[id](business, standing)));
}

const MAY: Readonly<Record<ActionId, (business: Business, standing: Standing) => boolean>> = {
  add: () => true,
  reduce: (business) => someInsured(business, 'reduce'),
  backPay: (business) => someInsured(business, 'backPay'),
  unitInfo: ({ filings, unit }) => filings.entryRefusal('unitInfo', subjectOf('unitInfo', unit.info)) === null,
  submit: ({ filings }) => filings.list('unfiled').length > 0,
  withdraw: ({ filings }) => filings.list('pending').length > 0,
  edit: ({ filings }) => filings.list().some(isEditable),
  delete: ({ filings }) => filings.list().some(isEditable),
  wait: ({ filings }) => filings.list('pending').some(({ atCounter }) => !atCounter),
  approve: ({ filings }) => filings.list('pending').some(({ atCounter }) => atCounter),
  reject: ({ filings }) => filings.list('pending').some(({ atCounter }) => atCounter),
  assess: ({ assessments, unit, clock }) => {
    const period = clock.currentPeriod();
    return unit.types.some(({ code }) => assessments.runRefusal([code], period, period) === null);
  },
  print: ({ assessments }) => assessments.rows().some((row) => assessments.printRefusal(row) === null),
  cancel: ({ assessments }) => assessments.rows().some((row) => assessments.cancelRefusal(row) === null),
  seal: ({ assessments }, standing) =>
    assessments.rows().some((row) => assessments.sealRefusal(row, standing) === null),
  stamp: ({ assessments }) => assessments.rows().some((row) => assessments.stampRefusal(row) === null),
  upload: ({ assessments }) => assessments.rows().some((row) => assessments.uploadRefusal(row) === null),
  form: ({ assessments }) => [...FORM_TITLES.keys()].some((type) => assessments.formRefusal(type) === null),
};

function someInsured({ unit, filings }: Business, kind: 'reduce' | 'backPay'): boolean {
  return [...unit.persons.values()].some(
    (person) => isInsured(person) && filings.entryRefusal(kind, person.idNumber) === null,
  );
}
