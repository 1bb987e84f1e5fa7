import { Refusal, type RefusalReason } from '../refusals.js';
import type { BusinessClock } from './clock.js';
import { ageOn, parseDate } from './dates.js';
import type { Fields } from './fields.js';
import { checkForm } from './form-check.js';
import { isInsured, readId, type UnitState } from './unit.js';

const ID_CARD = '01';
const RURAL = ['20', '21', '22'];
const RURAL_CONTRACT = '3';
const FIRST_AGE = 16;
/** By code of table aac004. */
const RETIREMENT_AGE: Readonly<Record<string, number>> = { '1': 60, '2': 55, '9': 60 };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** What is wrong with a citizen's id number by GB 11643; null when nothing is. */
export function idFault(idNumber: string): RefusalReason | null {
  if (/^\d{15}$/.test(idNumber)) return 'id-15';
  if (!/^\d{17}[\dX]$/.test(idNumber) || parseDate(idNumber.slice(6, 14)) === null) return 'id-format';
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0);
  return '10X98765432'[sum % 11] === idNumber[17] ? null : 'id-checksum';
}

/** The first step of 人员新增. Returns the fields as the portal keeps them. */
export function checkIdentity(unit: UnitState, clock: BusinessClock, values: Fields): Fields {
  const head = checkForm('add.identityHead', { ...values, aac147: (values.aac147 ?? '').toUpperCase() });
  const fields = { ...head, ...checkForm('add.identity', values) };
  if (fields.aac058 === ID_CARD) requireIdCard(fields);
  const age = ageOn(fields.aac006 ?? '', clock.today());
  if (age < FIRST_AGE) throw new Refusal('too-young', { field: 'aac006' });
  if (age >= (RETIREMENT_AGE[fields.aac004 ?? ''] ?? 0)) throw new Refusal('retired', { field: 'aac006' });
  if (RURAL.includes(fields.aac009 ?? '') !== (fields.aac013 === RURAL_CONTRACT)) {
    throw new Refusal('rural-contract', { field: 'aac013' });
  }
  if (isInsured(unit.persons.get(fields.aac147 ?? ''))) throw new Refusal('insured-here', { field: 'aac147' });
  return fields;
}

function requireIdCard(fields: Fields): void {
  const idNumber = fields.aac147 ?? '';
  const fault = idFault(idNumber);
  if (fault !== null) throw new Refusal(fault, { field: 'aac147' });
  const { sex, birth } = readId(idNumber);
  if (fields.aac006 !== birth) throw new Refusal('id-birth', { field: 'aac006' });
  if (fields.aac004 !== sex) throw new Refusal('id-sex', { field: 'aac004' });
}
