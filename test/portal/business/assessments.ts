import { Refusal, type RefusalReason } from '../refusals.js';
import type { BusinessClock } from './clock.js';
import type { Filings } from './filings.js';
import { backPayRow, type LevyHead, normalRow } from './levy-rows.js';
import type { LevyRow, Standing } from './records.js';
import type { BackPay, InsuranceType, UnitState } from './unit.js';

/** The 缴费申报表 that there are, by 险种 code. */
export const FORM_TITLES: ReadonlyMap<string, string> = new Map([
  ['110', '企业养老保险社会保险费申报表'],
  ['410', '工伤保险社会保险费申报表'],
  ['510', '生育保险社会保险费申报表'],
  ['210', '失业保险社会保险费申报表'],
]);

/** The levy of a unit: 核定, 征集单, seal, material and 缴费申报表. Each `…Refusal` is the rule of its action, null when it may be done. */
export class Assessments {
  readonly #rows = new Map<string, LevyRow>();
  /** `period type` of each 缴费申报表 that was printed. */
  readonly #printedForms = new Set<string>();
  #given = 0;

  constructor(
    private readonly unit: UnitState,
    private readonly clock: BusinessClock,
    private readonly filings: Filings,
  ) {}

  /** The lines that stand, of all 核算期, in the order they were made. */
  rows(): LevyRow[] {
    return [...this.#rows.values()].filter(({ state }) => state === 'assessed');
  }

  /** A line, cancelled ones included. */
  row(serial: string): LevyRow {
    const row = this.#rows.get(serial);
    if (row === undefined) throw new Refusal('no-such-levy');
    return row;
  }

  /** Whether there is nothing to assess in this insurance for these months. */
  isAssessed(type: string, from: string, to: string): boolean {
    return this.#hasNormal(type, from, to) && this.#openBackPays(type).length === 0;
  }

  runRefusal(types: readonly string[], from: string, to: string): RefusalReason | null {
    if (types.length === 0) return 'no-insurance';
    if (types.some((type) => !this.unit.types.some(({ code }) => code === type))) return 'unknown-insurance';
    if (from > to) return 'period-order';
    if (to > this.clock.currentPeriod()) return 'period-late';
    if (this.filings.list().some(({ state }) => state !== 'approved')) return 'not-approved';
    return types.some((type) => this.isAssessed(type, from, to)) ? 'already-assessed' : null;
  }

  /** 核定 of these insurances for the months `from` to `to`, both included. Returns the new lines. */
  run(types: readonly string[], from: string, to: string): LevyRow[] {
    refuseIf(this.runRefusal(types, from, to));
    const batch = this.#newSerial();
    const made = this.unit.types
      .filter(({ code }) => types.includes(code))
      .flatMap((type) => [
        ...(this.#hasNormal(type.code, from, to) ? [] : [normalRow(this.#head(batch), this.unit, type, from, to)]),
        ...this.#backPayRows(batch, type),
      ]);
    for (const row of made) this.#rows.set(row.serial, row);
    return made;
  }

  printRefusal({ state }: LevyRow): RefusalReason | null {
    return state === 'cancelled' ? 'levy-cancelled' : null;
  }

  /** 征集单打印 */
  print(serial: string): void {
    const row = this.row(serial);
    refuseIf(this.printRefusal(row));
    this.#change(row, { printed: true });
  }

  cancelRefusal(row: LevyRow): RefusalReason | null {
    return this.printRefusal(row) ?? (row.uploaded ? 'levy-uploaded' : null);
  }

  /** 缴销: the insurance may be assessed again, and its back pays with it. */
  cancel(serial: string): void {
    const row = this.row(serial);
    refuseIf(this.cancelRefusal(row));
    this.#change(row, { state: 'cancelled' });
    for (const pay of this.unit.backPays) if (pay.levy === serial) pay.levy = null;
  }

  sealRefusal(row: LevyRow, standing: Standing): RefusalReason | null {
    if (standing.way !== 'ca') return 'seal-needs-ca';
    if (!standing.seal) return 'seal-missing';
    return this.stampRefusal(row);
  }

  /** CA签章 */
  seal(serial: string, standing: Standing): void {
    const row = this.row(serial);
    refuseIf(this.sealRefusal(row, standing));
    this.#change(row, { sealed: 'ca' });
  }

  stampRefusal(row: LevyRow): RefusalReason | null {
    if (row.state === 'cancelled') return 'levy-cancelled';
    if (row.sealed) return 'already-sealed';
    return row.printed ? null : 'not-printed';
  }

  /** The stamp of the 中心窗口 on the printed 征集单. */
  stampAtCounter(serial: string): void {
    const row = this.row(serial);
    refuseIf(this.stampRefusal(row));
    this.#change(row, { sealed: 'counter' });
  }

  uploadRefusal(row: LevyRow): RefusalReason | null {
    if (row.state === 'cancelled') return 'levy-cancelled';
    if (row.uploaded) return 'already-uploaded';
    return row.sealed ? null : 'not-sealed';
  }

  /** 电子材料上传 */
  upload(serial: string): void {
    const row = this.row(serial);
    refuseIf(this.uploadRefusal(row));
    this.#change(row, { uploaded: true });
  }

  /** The lines that stand of the current 核算期. */
  currentRows(): LevyRow[] {
    return this.rows().filter(({ period }) => period === this.clock.currentPeriod());
  }

  formRefusal(type: string): RefusalReason | null {
    if (!FORM_TITLES.has(type)) return 'no-such-form';
    const rows = this.currentRows();
    const complete = this.unit.types.every(({ code }) => rows.some((row) => row.type === code && row.payKind === '1'));
    if (!complete) return 'not-all-assessed';
    return rows.every(({ uploaded }) => uploaded) ? null : 'not-uploaded';
  }

  /** 缴费申报表打印 for the current 核算期. */
  printForm(type: string): void {
    refuseIf(this.formRefusal(type));
    this.#printedForms.add(`${this.clock.currentPeriod()} ${type}`);
  }

  isFormPrinted(type: string): boolean {
    return this.#printedForms.has(`${this.clock.currentPeriod()} ${type}`);
  }

  #hasNormal(type: string, from: string, to: string): boolean {
    return this.rows().some((row) => row.type === type && row.payKind === '1' && row.from <= to && from <= row.to);
  }

  #openBackPays(type: string): BackPay[] {
    return this.unit.backPays.filter((pay) => pay.type === type && pay.levy === null);
  }

  #backPayRows(batch: string, type: InsuranceType): LevyRow[] {
    const pays = this.#openBackPays(type.code);
    if (pays.length === 0) return [];
    const row = backPayRow(this.#head(batch), this.unit, type, pays);
    for (const pay of pays) pay.levy = row.serial;
    return [row];
  }

  #head(batch: string): LevyHead {
    return { serial: this.#newSerial(), batch, period: this.clock.currentPeriod() };
  }

  /** Date, time and a running number. */
  #newSerial(): string {
    this.#given += 1;
    return this.clock.text().replace(/\D/g, '') + String(this.#given).padStart(6, '0');
  }

  #change(row: LevyRow, change: Partial<LevyRow>): void {
    this.#rows.set(row.serial, { ...row, ...change });
  }
}

function refuseIf(reason: RefusalReason | null): void {
  if (reason !== null) throw new Refusal(reason);
}
