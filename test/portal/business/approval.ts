import type { Filing } from './records.js';
import type { Insurance, Person, UnitState } from './unit.js';

/** What the approval of a filing changes. */
export function approve(unit: UnitState, filing: Filing): void {
  switch (filing.kind) {
    case 'add':
      addPerson(unit, filing);
      break;
    case 'reduce':
      reducePerson(unit, filing);
      break;
    case 'backPay':
      addBackPays(unit, filing);
      break;
    case 'unitInfo':
      unit.info = filing.fields;
      break;
  }
}

function addPerson(unit: UnitState, filing: Filing): void {
  const { fields, rows } = filing;
  const idNumber = fields.aac147 ?? '';
  const earlier = unit.persons.get(idNumber)?.insurances ?? [];
  const added = rows.map(
    ({ type, aac030 = '' }): Insurance => ({
      type,
      state: '1',
      since: aac030,
      first: earlier.find((insurance) => insurance.type === type)?.first ?? aac030,
    }),
  );
  const kept = earlier.filter(({ type }) => !added.some((insurance) => insurance.type === type));
  const wage = Math.round(Number(fields.aac040) * 100);
  unit.persons.set(idNumber, { idNumber, fields, wage, insurances: [...kept, ...added] });
  addBackPays(unit, { ...filing, rows: rows.filter(({ bac100 }) => bac100 === '1') });
}

function reducePerson(unit: UnitState, { fields, rows }: Filing): void {
  const person = unit.persons.get(fields.aac147 ?? '');
  if (person === undefined) return;
  const state = fields.bac051 === '3' ? '3' : '2';
  const insurances = person.insurances.map(
    (insurance): Insurance => (rows.some(({ type }) => type === insurance.type) ? { ...insurance, state } : insurance),
  );
  const reduced: Person = { ...person, insurances };
  unit.persons.set(person.idNumber, reduced);
}

function addBackPays(unit: UnitState, { fields, rows }: Filing): void {
  for (const { type, aae041 = '', aae042 = '' } of rows) {
    unit.backPays.push({ idNumber: fields.aac147 ?? '', type, from: aae041, to: aae042, levy: null });
  }
}
