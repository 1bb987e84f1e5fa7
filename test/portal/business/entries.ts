import { Refusal } from '../refusals.js';
import type { BusinessClock } from './clock.js';
import { addMonths, monthsBefore } from './dates.js';
import type { Fields, InsuranceRow } from './fields.js';
import { checkForm } from './form-check.js';
import { checkIdentity } from './identity.js';
import { type FilingKind, KIND_TEXT } from './records.js';
import { isInsured, type Person, type UnitState } from './unit.js';

/** Average monthly wage of the last year, in 分; an invented figure. */
const AVERAGE_WAGE = 550_000;
const LOWEST_WAGE = AVERAGE_WAGE * 0.6;
const HIGHEST_WAGE = AVERAGE_WAGE * 3;
const DISSOLVED_CONTRACT = '221';

/** What was entered, as the portal keeps it. */
export interface Entry {
  readonly fields: Fields;
  readonly rows: readonly InsuranceRow[];
  /** Sentences for the user about what the portal changed. */
  readonly notes: readonly string[];
}

/** Refuses what may not be entered for this kind of business. */
export function checkEntry(
  kind: FilingKind,
  unit: UnitState,
  clock: BusinessClock,
  fields: Fields,
  rows: readonly InsuranceRow[],
): Entry {
  return CHECKS[kind](unit, clock, fields, rows);
}

type Check = (unit: UnitState, clock: BusinessClock, fields: Fields, rows: readonly InsuranceRow[]) => Entry;

const CHECKS: Readonly<Record<FilingKind, Check>> = {
  add: (unit, clock, values, rows) => {
    const identity = checkIdentity(unit, clock, values);
    const insured = checkForm('add.insured', values);
    const { wage, notes } = clipWage(insured.aac040 ?? '');
    requireRows(unit, rows);
    return {
      fields: { ...identity, ...insured, aac040: wage },
      rows: rows.map((row) => checkAddRow(clock, row)),
      notes,
    };
  },
  reduce: (unit, clock, values, rows) => {
    const person = requireInsured(unit, values);
    const change = checkForm('reduce.change', values);
    requireRecent(clock, 'aae035', '变更日期', change.aae035 ?? '');
    if (change.aae160 === DISSOLVED_CONTRACT && change.bac160 === '') {
      throw new Refusal('legal-basis', { field: 'bac160' });
    }
    requireRows(unit, rows);
    for (const { type } of rows) requireInInsurance(person, type);
    return { fields: { ...person.fields, ...change }, rows: rows.map(({ type }) => ({ type })), notes: [] };
  },
  backPay: (unit, clock, values, rows) => {
    const person = requireInsured(unit, values);
    requireRows(unit, rows);
    const checked = rows.map((row) => {
      requireInInsurance(person, row.type);
      const months = checkForm('backPay.rows', row, row.type);
      requireMonths(clock, row.type, months);
      return { ...months, type: row.type };
    });
    return { fields: person.fields, rows: checked, notes: [] };
  },
  unitInfo: (unit, _clock, values) => ({
    fields: { ...unit.info, ...checkForm('unitInfo', values) },
    rows: [],
    notes: [],
  }),
};

/** 最大核定期: the last month that may be paid for afterwards. */
export function maxPeriod(clock: BusinessClock): string {
  return addMonths(clock.currentPeriod(), -1);
}

/** Whom or what a piece of business is about: at most one of a kind may be open for it. */
export function subjectOf(kind: FilingKind, fields: Fields): string {
  return kind === 'unitInfo' ? KIND_TEXT.unitInfo : (fields.aac147 ?? '');
}

function requireInsured(unit: UnitState, values: Fields): Person {
  const idNumber = (values.aac147 ?? '').trim().toUpperCase();
  if (idNumber === '') throw new Refusal('required', { field: 'aac147', label: '证件号码' });
  const person = unit.persons.get(idNumber);
  if (!isInsured(person)) throw new Refusal('not-insured', { field: 'aac147' });
  return person;
}

function requireRows(unit: UnitState, rows: readonly InsuranceRow[]): void {
  if (rows.length === 0) throw new Refusal('no-insurance');
  const known = rows.every(({ type }) => unit.types.some(({ code }) => code === type));
  const distinct = new Set(rows.map(({ type }) => type)).size === rows.length;
  if (!known || !distinct) throw new Refusal('unknown-insurance');
}

function requireInInsurance(person: Person, type: string): void {
  const insured = person.insurances.some((insurance) => insurance.type === type && insurance.state === '1');
  if (!insured) throw new Refusal('not-in-insurance', { row: type });
}

function checkAddRow(clock: BusinessClock, row: InsuranceRow): InsuranceRow {
  const fields = checkForm('add.rows', row, row.type);
  requireRecent(clock, 'aac030', '本次参保时间', fields.aac030 ?? '', row.type);
  if (fields.bac100 !== '1') return { ...fields, aae041: '', aae042: '', type: row.type };
  requireMonths(clock, row.type, checkForm('backPay.rows', fields, row.type));
  return { ...fields, type: row.type };
}

function requireRecent(clock: BusinessClock, field: string, label: string, date: string, row?: string): void {
  const today = clock.today();
  if (date > today || date < monthsBefore(today, 3)) {
    throw new Refusal('not-recent', { field, label, ...(row === undefined ? {} : { row }) });
  }
}

function requireMonths(clock: BusinessClock, row: string, { aae041 = '', aae042 = '' }: Fields): void {
  if (aae041 > aae042) throw new Refusal('months-order', { field: 'aae041', row });
  if (aae042 > maxPeriod(clock)) throw new Refusal('months-too-late', { field: 'aae042', row });
}

function clipWage(text: string): { wage: string; notes: string[] } {
  const wage = Math.round(Number(text) * 100);
  const clipped = Math.min(Math.max(wage, LOWEST_WAGE), HIGHEST_WAGE);
  const shown = (clipped / 100).toFixed(2);
  if (clipped === wage) return { wage: shown, notes: [] };
  const bound = clipped > wage ? '低于社会平均工资的60%' : '高于社会平均工资的300%';
  return { wage: shown, notes: [`申报工资${bound}，已按${shown}元申报`] };
}
