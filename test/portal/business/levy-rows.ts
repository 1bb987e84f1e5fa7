import { monthsFromTo } from './dates.js';
import type { LevyRow } from './records.js';
import type { BackPay, InsuranceType, UnitState } from './unit.js';

export interface LevyHead {
  readonly serial: string;
  readonly batch: string;
  /** 核算期 */
  readonly period: string;
}

/** The 正常应缴 line of an insurance for the months `from` to `to`. */
export function normalRow(head: LevyHead, unit: UnitState, type: InsuranceType, from: string, to: string): LevyRow {
  const wages = [...unit.persons.values()].flatMap(({ wage, insurances }) =>
    insurances.some((insurance) => insurance.type === type.code && insurance.state === '1') ? [wage] : [],
  );
  const base = sum(wages) * monthsFromTo(from, to);
  return makeRow(head, type, '1', { from, to, persons: wages.length, base });
}

/** The 补收 line of an insurance for approved back pays, of which there is at least one. */
export function backPayRow(
  head: LevyHead,
  unit: UnitState,
  type: InsuranceType,
  backPays: readonly BackPay[],
): LevyRow {
  const bases = backPays.map(({ idNumber, from, to }) => {
    return (unit.persons.get(idNumber)?.wage ?? 0) * monthsFromTo(from, to);
  });
  const from = backPays.map((pay) => pay.from).sort()[0] ?? head.period;
  const to =
    backPays
      .map((pay) => pay.to)
      .sort()
      .at(-1) ?? head.period;
  const persons = new Set(backPays.map(({ idNumber }) => idNumber)).size;
  return makeRow(head, type, '2', { from, to, persons, base: sum(bases) });
}

function makeRow(
  head: LevyHead,
  { code, levy, unitRate, personRate }: InsuranceType,
  payKind: LevyRow['payKind'],
  part: Pick<LevyRow, 'from' | 'to' | 'persons' | 'base'>,
): LevyRow {
  return {
    ...head,
    ...part,
    type: code,
    levy,
    payKind,
    unitAmount: Math.round((part.base * unitRate) / 10_000),
    personAmount: Math.round((part.base * personRate) / 10_000),
    state: 'assessed',
    printed: false,
    sealed: false,
    uploaded: false,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
