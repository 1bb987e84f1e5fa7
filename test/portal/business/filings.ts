import { Refusal, type RefusalReason } from '../refusals.js';
import { approve } from './approval.js';
import type { BusinessClock } from './clock.js';
import { checkEntry, subjectOf } from './entries.js';
import type { Fields, InsuranceRow } from './fields.js';
import type { Filing, FilingKind, FilingState, Standing } from './records.js';
import type { UnitState } from './unit.js';

/** How long the 社保局 takes over what needs no visit. */
export const APPROVAL_MS = 10 * 60_000;

const EDITABLE: readonly FilingState[] = ['unfiled', 'rejected'];

/** Whether it may be entered anew (修改) or deleted (删除). */
export function isEditable({ state }: Filing): boolean {
  return EDITABLE.includes(state);
}

/** The business that a unit enters and submits, until it is approved. */
export class Filings {
  readonly #filings = new Map<string, Filing>();
  /** 流水号 or 证件号码 → why its next approval is refused. */
  readonly #planned = new Map<string, string>();
  #entered = 0;

  constructor(
    private readonly unit: UnitState,
    private readonly clock: BusinessClock,
  ) {
    clock.onMove(() => this.settle());
  }

  /** In the order they were entered. */
  list(state?: FilingState): Filing[] {
    this.settle();
    return [...this.#filings.values()].filter((filing) => state === undefined || filing.state === state);
  }

  /** Enters a new piece of business, or anew the unfiled one that `serial` names. */
  save(
    kind: FilingKind,
    values: Fields,
    rows: readonly InsuranceRow[],
    serial?: string,
  ): { serial: string; notes: readonly string[] } {
    this.settle();
    if (serial !== undefined) this.#require(serial, 'unfiled', kind);
    const { fields, rows: checked, notes } = checkEntry(kind, this.unit, this.clock, values, rows);
    const refused = this.entryRefusal(kind, subjectOf(kind, fields), serial);
    if (refused !== null) throw new Refusal(refused, { field: 'aac147' });
    const filing: Filing = {
      serial: serial ?? this.#newSerial(),
      kind,
      fields,
      rows: checked,
      state: 'unfiled',
      failure: '',
      reason: '',
      atCounter: false,
      submittedAt: null,
    };
    this.#keep(filing);
    return { serial: filing.serial, notes };
  }

  /** Why no business of this kind may be entered for a person; null when it may. `serial` is entered anew itself. */
  entryRefusal(kind: FilingKind, subject: string, serial?: string): RefusalReason | null {
    const open = [...this.#filings.values()].find(
      (filing) =>
        filing.state !== 'approved' &&
        filing.kind === kind &&
        filing.serial !== serial &&
        subjectOf(filing.kind, filing.fields) === subject,
    );
    if (open === undefined) return null;
    return open.state === 'pending' ? 'pending-filing' : 'open-filing';
  }

  /** `confirmedNoSeal`: the user was told that a visit is needed, and goes on. */
  submit(
    serials: readonly string[],
    standing: Standing,
    confirmedNoSeal = false,
  ): { submitted: number; failed: number } {
    this.settle();
    if (serials.length === 0) throw new Refusal('nothing-chosen');
    const chosen = [...new Set(serials)].map((serial) => this.#require(serial, 'unfiled'));
    if (standing.way === 'ca' && !standing.seal && !confirmedNoSeal) throw new Refusal('no-seal');
    let submitted = 0;
    for (const filing of chosen) {
      const failure = this.#failureOf(filing);
      if (failure === '') submitted += 1;
      const atCounter = standing.way === 'account' || !standing.seal;
      this.#keep(
        failure === ''
          ? { ...filing, failure, state: 'pending', atCounter, submittedAt: this.clock.now() }
          : { ...filing, failure },
      );
    }
    return { submitted, failed: chosen.length - submitted };
  }

  withdraw(serial: string): void {
    this.settle();
    const filing = this.#require(serial, 'pending');
    this.#keep({ ...filing, state: 'unfiled', atCounter: false, submittedAt: null });
  }

  delete(serial: string): void {
    this.settle();
    this.#require(serial, EDITABLE);
    this.#filings.delete(serial);
  }

  /** Takes a rejected one back among the unfiled, to be entered anew; an unfiled one stays there. */
  edit(serial: string): Filing {
    this.settle();
    const filing = this.#require(serial, EDITABLE);
    return this.#keep({ ...filing, state: 'unfiled', reason: '', atCounter: false, submittedAt: null });
  }

  /** The next approval of this 流水号, or of business for this 证件号码, is refused; not one at the 中心窗口. */
  rejectNext(serialOrIdNumber: string, reason: string): void {
    this.#planned.set(serialOrIdNumber, reason);
  }

  /** At the 中心窗口: approves what waits there; all of it by default. */
  approveAtCounter(serials = this.#waitingAtCounter()): void {
    for (const serial of serials) this.#approve(this.#requireAtCounter(serial));
  }

  /** At the 中心窗口. */
  rejectAtCounter(serial: string, reason: string): void {
    this.#keep({ ...this.#requireAtCounter(serial), state: 'rejected', reason });
  }

  /** Decides what the 社保局 has had for long enough. */
  settle(): void {
    for (const filing of this.#filings.values()) {
      const { state, atCounter, submittedAt } = filing;
      if (state !== 'pending' || atCounter || submittedAt === null) continue;
      if (this.clock.now() >= submittedAt + APPROVAL_MS) this.#decide(filing);
    }
  }

  #decide(filing: Filing): void {
    for (const key of [filing.serial, filing.fields.aac147 ?? '']) {
      const reason = this.#planned.get(key);
      if (reason === undefined) continue;
      this.#planned.delete(key);
      this.#keep({ ...filing, state: 'rejected', reason });
      return;
    }
    this.#approve(filing);
  }

  #approve(filing: Filing): void {
    approve(this.unit, filing);
    this.#keep({ ...filing, state: 'approved' });
  }

  /** 提交失败原因: what only the 社保局's own files show, or what changed since it was entered. */
  #failureOf({ kind, fields, rows }: Filing): string {
    try {
      checkEntry(kind, this.unit, this.clock, fields, rows);
      if (kind === 'add' && this.unit.insuredElsewhere.has(fields.aac147 ?? '')) {
        throw new Refusal('insured-elsewhere');
      }
      return '';
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  #require(serial: string, states: FilingState | readonly FilingState[], kind?: FilingKind): Filing {
    const filing = this.#filings.get(serial);
    if (filing === undefined || (kind !== undefined && filing.kind !== kind)) throw new Refusal('no-such-filing');
    if (![states].flat().includes(filing.state)) throw new Refusal('wrong-state');
    return filing;
  }

  #requireAtCounter(serial: string): Filing {
    const filing = this.#require(serial, 'pending');
    if (!filing.atCounter) throw new Refusal('wrong-state');
    return filing;
  }

  #waitingAtCounter(): string[] {
    return this.list('pending').flatMap(({ serial, atCounter }) => (atCounter ? [serial] : []));
  }

  #newSerial(): string {
    this.#entered += 1;
    return this.clock.today().replaceAll('-', '') + String(this.#entered).padStart(12, '0');
  }

  #keep(filing: Filing): Filing {
    this.#filings.set(filing.serial, filing);
    return filing;
  }
}
