import type { LevyAnswer } from './answers.js';
import { textOf } from './business/codes.js';
import type { LevyRow } from './business/records.js';

/** A line of the 核定 as the pages show it. */
export function levyAnswer(row: LevyRow): LevyAnswer {
  return {
    serial: row.serial,
    batch: row.batch,
    levy: textOf('aab033', row.levy),
    type: row.type,
    text: textOf('aae140', row.type),
    payKind: textOf('aae143', row.payKind),
    period: row.period,
    belongsTo: row.from === row.to ? row.from : `${row.from}-${row.to}`,
    amount: yuan(row.unitAmount + row.personAmount),
    printed: row.printed,
    sealed: row.sealed !== false,
    uploaded: row.uploaded,
  };
}

/** An amount in 分 as yuan with two decimals. */
export function yuan(amount: number): string {
  return (amount / 100).toFixed(2);
}
