import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goesByCounter, type Month, newMonth } from '../../extension/workflow/month.js';
import { FILING_LISTS } from '../../extension/workflow/portal.js';
import { ACTIONS, POSSIBLE } from '../../extension/workflow/possible.js';
import { stepsOf } from '../../extension/workflow/steps.js';
import { observed } from '../../extension/workflow/track.js';
import { Business } from '../portal/business/business.js';
import { BusinessClock } from '../portal/business/clock.js';
import type { Fields } from '../portal/business/fields.js';
import { APPROVAL_MS } from '../portal/business/filings.js';
import { possible } from '../portal/business/possible.js';
import type { LevyRow, Standing } from '../portal/business/records.js';
import { addRow, LEAVER, NEW_PERSON } from '../portal/business/sample.js';
import { Refusal } from '../portal/refusals.js';
import { SHOWS } from './screens.js';

const RUNS = Number(process.env.TRACKER_RUNS ?? 500);

/** The portal, and the tracker of whoever looks at its pages. */
class World {
  readonly business: Business;
  readonly standing: Standing;
  month: Month;
  #looks = 0;
  #persons = 0;

  constructor(standing: Standing) {
    const clock = new BusinessClock(() => 0);
    clock.set('2019-11-16T09:00');
    this.business = new Business(clock);
    this.standing = standing;
    // Either the login says so, or the dialog before anything is filed with a certificate that has none.
    this.month = { ...newMonth('13110001', '201911', 0), noSeal: standing.way === 'ca' && !standing.seal };
  }

  look(screen: string): void {
    const shown = SHOWS[screen];
    if (!shown) throw new Error(`no screen ${screen}`);
    this.#looks += 1;
    this.month = observed(this.month, shown(this.business, this.standing), this.#looks);
  }

  lookAround(): void {
    // Twice: what has left the list that is seen last may be in one that was seen before.
    for (const screen of [...FILING_LISTS, ...Object.keys(SHOWS)]) this.look(screen);
  }

  /** A person that nobody has had, with a passport: ids of these have no check digit. */
  newPerson(): Fields {
    this.#persons += 1;
    return { ...NEW_PERSON, aac058: '08', aac147: `P${this.#persons}` };
  }

  /** Some person of the unit. */
  insured(pick: number): string {
    return chosen([...this.business.unit.persons.keys()], pick) ?? '';
  }

  filing(pick: number): string {
    return chosen(this.business.filings.list(), pick)?.serial ?? '';
  }

  levy(pick: number): string {
    return chosen(this.business.assessments.rows(), pick)?.serial ?? '';
  }

  eachLevy(run: (row: LevyRow) => void): void {
    for (const row of this.business.assessments.rows()) attempt(() => run(row));
  }
}

const ROWS = [addRow('110', '2019-11-01'), addRow('210', '2019-11-01')];

/** What a user, the office or the counter may try, in any order. A refusal is the portal's answer. */
const COMMANDS: Readonly<Record<string, (world: World, pick: number) => void>> = {
  add: (world) => void world.business.filings.save('add', world.newPerson(), ROWS),
  addElsewhere(world) {
    const person = world.newPerson();
    world.business.unit.insuredElsewhere.add(person.aac147 ?? '');
    world.business.filings.save('add', person, ROWS);
  },
  addRefused(world) {
    const person = world.newPerson();
    world.business.filings.rejectNext(person.aac147 ?? '', '材料不全');
    world.business.filings.save('add', person, ROWS);
  },
  moved: ({ business }) => business.unit.insuredElsewhere.clear(),
  reduce: (world, pick) =>
    void world.business.filings.save('reduce', { ...LEAVER, aac147: world.insured(pick) }, [{ type: '210' }]),
  backPay: (world, pick) =>
    void world.business.filings.save('backPay', { aac147: world.insured(pick) }, [
      { type: '210', aae041: '201908', aae042: '201909' },
    ]),
  submit: (world, pick) => void world.business.filings.submit([world.filing(pick)], world.standing, true),
  submitAll({ business, standing }) {
    const serials = business.filings.list('unfiled').map(({ serial }) => serial);
    business.filings.submit(serials, standing, true);
  },
  withdraw: (world, pick) => world.business.filings.withdraw(world.filing(pick)),
  edit: (world, pick) => void world.business.filings.edit(world.filing(pick)),
  remove: (world, pick) => world.business.filings.delete(world.filing(pick)),
  wait: ({ business }) => business.clock.advance(APPROVAL_MS),
  counter: ({ business }) => business.visitCounter(),
  refusedAtCounter: (world, pick) => world.business.filings.rejectAtCounter(world.filing(pick), '材料不全'),
  assess({ business }) {
    const open = business.unit.types.filter(({ code }) => !business.assessments.isAssessed(code, '201911', '201911'));
    business.assessments.run(
      open.map(({ code }) => code),
      '201911',
      '201911',
    );
  },
  assessOne: ({ business }, pick) =>
    void business.assessments.run([chosen(business.unit.types, pick)?.code ?? ''], '201911', '201911'),
  print: (world, pick) => world.business.assessments.print(world.levy(pick)),
  printAll: (world) => world.eachLevy(({ serial }) => world.business.assessments.print(serial)),
  cancel: (world, pick) => world.business.assessments.cancel(world.levy(pick)),
  seal: (world, pick) => world.business.assessments.seal(world.levy(pick), world.standing),
  sealAll: (world) => world.eachLevy(({ serial }) => world.business.assessments.seal(serial, world.standing)),
  stamp: ({ business }) => business.visitCounter(),
  upload: (world, pick) => world.business.assessments.upload(world.levy(pick)),
  uploadAll: (world) => world.eachLevy(({ serial }) => world.business.assessments.upload(serial)),
  form: ({ business }, pick) => business.assessments.printForm(chosen(business.unit.types, pick)?.code ?? ''),
  // Random order seldom gets so far.
  inOrder(world, pick) {
    for (const name of ['assess', 'printAll', 'sealAll', 'stamp', 'uploadAll']) {
      attempt(() => COMMANDS[name]?.(world, pick));
    }
  },
};

function attempt(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function chosen<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

const standings: fc.Arbitrary<Standing> = fc.constantFrom(
  { way: 'ca', seal: true },
  { way: 'ca', seal: false },
  { way: 'account', seal: false },
);
const moves = fc.array(
  fc.record({
    command: fc.constantFrom(...Object.keys(COMMANDS)),
    pick: fc.nat(20),
    /** Screens that are looked at afterwards; null: all of them, and then both sides are compared. */
    looks: fc.option(fc.array(fc.constantFrom(...Object.keys(SHOWS)), { maxLength: 3 }), { freq: 2 }),
  }),
  { minLength: 1, maxLength: 40 },
);

test('tracker and portal agree on what is possible next, in any order', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(standings, moves, (standing, steps) => {
      const world = new World(standing);
      for (const { command, pick, looks } of steps) {
        attempt(() => COMMANDS[command]?.(world, pick));
        if (looks) {
          for (const screen of looks) world.look(screen);
          continue;
        }
        world.lookAround();
        const takes = possible(world.business, standing);
        for (const action of ACTIONS) {
          const told = POSSIBLE[action](world.month);
          const real = takes.has(action);
          seen.add(`${action} ${String(real)}`);
          expect({ action, can: told.can }, JSON.stringify(told)).toEqual({ action, can: real });
        }
        expectTrueSteps(world);
      }
    }),
    { numRuns: RUNS },
  );
  // Each action was possible at some time, and refused at another: else nothing was compared.
  expect([...seen].sort()).toEqual(ACTIONS.flatMap((action) => [`${action} false`, `${action} true`]).sort());
});

/** What the tracker calls done by the page's word is done. */
function expectTrueSteps({ business: { assessments, filings, unit }, month }: World): void {
  const rows = assessments.rows();
  const isAll = (is: (row: LevyRow) => boolean): boolean => rows.length > 0 && rows.every(is);
  const done = new Map(stepsOf(month).map(({ step, state }) => [step.id, state === 'done']));
  expect(done.has('stamp')).toBe(goesByCounter(month));
  expect(done.get('assess')).toBe(unit.types.every(({ code }) => assessments.isAssessed(code, '201911', '201911')));
  expect(done.get('print')).toBe(isAll(({ printed }) => printed));
  expect(done.get('seal') ?? done.get('stamp')).toBe(isAll(({ sealed }) => sealed !== false));
  expect(done.get('upload')).toBe(isAll(({ uploaded }) => uploaded));
  const changes = filings.list().filter(({ kind }) => kind !== 'backPay');
  if (changes.length > 0) {
    const approved = changes.every(({ state }) => state === 'approved');
    expect(done.get('approve') ?? done.get('review')).toBe(approved);
  }
}
