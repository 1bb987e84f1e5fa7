import type { Answers } from '../answers.js';
import { CODES, regionsUnder, textOf } from '../business/codes.js';
import { maxPeriod } from '../business/entries.js';
import type { Fields, InsuranceRow } from '../business/fields.js';
import { checkIdentity } from '../business/identity.js';
import type { FilingKind } from '../business/records.js';
import { type Person, UNIT_SINCE, type UnitState } from '../business/unit.js';
import type { Body } from '../http.js';
import { type Actions, answer, type Call, type Reply, requireBusiness, requireLogin } from '../office.js';
import { Refusal } from '../refusals.js';

/** What is entered: persons, back pays and the unit's own facts. */
export const ENTRY_ACTIONS: Actions = {
  '/api/codes': {
    run: ({ session }) => {
      requireLogin(session);
      return answer<'/api/codes'>({ tables: CODES });
    },
  },
  '/api/regions': {
    run: ({ session, body }) => {
      requireLogin(session);
      return answer<'/api/regions'>({ regions: regionsUnder(body.optionalText('parent', 6) ?? '') });
    },
  },
  '/api/person/find': { run: findPerson },
  '/api/add/identity': { run: checkFirstStep },
  '/api/add/save': { run: (call) => save(call, 'add') },
  '/api/reduce/save': { run: (call) => save(call, 'reduce') },
  '/api/backpay/save': { run: (call) => save(call, 'backPay') },
  '/api/unit': { run: (call) => answer<'/api/unit'>({ fields: requireBusiness(call).unit.info }) },
  '/api/unit/save': { run: (call) => save(call, 'unitInfo') },
};

function findPerson(call: Call): Reply {
  const { unit, clock, filings } = requireBusiness(call);
  filings.settle();
  const person = unit.persons.get(call.body.text('idNumber', 18).trim().toUpperCase());
  if (person === undefined) return answer<'/api/person/find'>({ person: null, rows: [] });
  const { aac058 = '', aac147 = '', aac003 = '', aac004 = '', aac005 = '', aac006 = '' } = person.fields;
  return answer<'/api/person/find'>({
    person: { aac058, aac147, aac003, aac004, aac005, aac006 },
    rows: insurancesOf(unit, person, maxPeriod(clock)),
  });
}

function insurancesOf(unit: UnitState, person: Person, max: string): Answers['/api/person/find']['rows'] {
  return unit.types.flatMap(({ code, text }) =>
    person.insurances
      .filter(({ type }) => type === code)
      .map(({ state, since, first }) => ({
        type: code,
        text,
        state: textOf('aac031', state),
        since,
        first,
        maxPeriod: max,
        deemedMonths: 0,
      })),
  );
}

function checkFirstStep(call: Call): Reply {
  const { unit, clock, filings } = requireBusiness(call);
  filings.settle();
  const fields = checkIdentity(unit, clock, call.body.fields('fields'));
  const refused = filings.entryRefusal('add', fields.aac147 ?? '', call.body.optionalText('serial', 20));
  if (refused !== null) throw new Refusal(refused, { field: 'aac147' });
  const rows = unit.types.map(({ code, text }) => ({ type: code, text, unitSince: UNIT_SINCE }));
  return answer<'/api/add/identity'>({ fields, rows });
}

function save(call: Call, kind: FilingKind): Reply {
  const { filings } = requireBusiness(call);
  const fields: Fields = call.body.fields('fields');
  const rows = kind === 'unitInfo' ? [] : insuranceRows(call.body);
  return answer<'/api/add/save'>(filings.save(kind, fields, rows, call.body.optionalText('serial', 20)));
}

function insuranceRows(body: Body): InsuranceRow[] {
  return body.records('rows').map(({ type, ...fields }) => {
    if (type === undefined) throw new Refusal('malformed');
    return { ...fields, type };
  });
}
