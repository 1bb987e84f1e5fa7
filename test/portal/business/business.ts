import { Assessments } from './assessments.js';
import { BusinessClock } from './clock.js';
import { Filings } from './filings.js';
import { defaultUnit, type UnitState } from './unit.js';

/** All business of one unit with the portal. */
export class Business {
  readonly filings: Filings;
  readonly assessments: Assessments;

  constructor(
    readonly clock: BusinessClock = new BusinessClock(),
    readonly unit: UnitState = defaultUnit(),
  ) {
    this.filings = new Filings(unit, clock);
    this.assessments = new Assessments(unit, clock, this.filings);
  }

  /** A visit to the 中心窗口 with everything that needs one: approves what waits there, stamps what is printed. */
  visitCounter(): void {
    this.filings.approveAtCounter();
    for (const row of this.assessments.rows()) {
      if (this.assessments.stampRefusal(row) === null) this.assessments.stampAtCounter(row.serial);
    }
  }
}
