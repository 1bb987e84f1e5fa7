import type { Observation } from '../../extension/workflow/observation.js';
import { FILING_LISTS, type FilingList, NOTHING } from '../../extension/workflow/portal.js';
import { FORM_TITLES } from '../portal/business/assessments.js';
import type { Business } from '../portal/business/business.js';
import type { LevyRow, Standing } from '../portal/business/records.js';

/** What each screen of the portal double shows of a unit's business, as our content script reads it. */
export const SHOWS: Readonly<Record<string, (business: Business, standing: Standing) => Observation>> = {
  home: (_, { way }) => ({ ...NOTHING, screen: 'home', way }),
  ...Object.fromEntries(FILING_LISTS.map((list) => [list, (business: Business) => filingList(business, list)])),
  result: (business) => ({ ...NOTHING, screen: 'assess', levies: levies(business, () => ({})) }),
  conditions: ({ unit, assessments, clock }) => {
    const period = clock.currentPeriod();
    const types = unit.types.map(({ code, text }) => ({
      name: text,
      assessed: assessments.isAssessed(code, period, period),
    }));
    return { ...NOTHING, screen: 'assess', types };
  },
  levies: (business) => ({ ...NOTHING, screen: 'levies', levies: levies(business, ({ printed }) => ({ printed })) }),
  seals: (business) => ({
    ...NOTHING,
    screen: 'seals',
    levies: levies(business, ({ sealed }) => ({ sealed: sealed !== false })),
  }),
  uploads: (business) => ({
    ...NOTHING,
    screen: 'uploads',
    levies: levies(business, ({ uploaded }) => ({ uploaded })),
  }),
  forms: ({ assessments }) => ({
    ...NOTHING,
    screen: 'forms',
    forms: [...FORM_TITLES].map(([type, title]) => ({ title, printed: assessments.isFormPrinted(type) ? true : null })),
  }),
};

function filingList({ filings }: Business, list: FilingList): Observation {
  const rows = filings
    .list(list)
    .map(({ serial, kind, failure, reason }) => ({ serial, kind, failure: failure || reason }));
  return { ...NOTHING, screen: 'filings', filings: { list, whole: true, rows } };
}

/** The rows that stand, with what a screen's own column says of each. */
function levies(
  { assessments, unit }: Business,
  told: (row: LevyRow) => Partial<Pick<Shown, 'printed' | 'sealed' | 'uploaded'>>,
): Observation['levies'] {
  const rows = assessments.rows().map((row) => ({
    serial: row.serial,
    type: unit.types.find(({ code }) => code === row.type)?.text ?? '',
    backPay: row.payKind !== '1',
    belongsTo: row.from === row.to ? row.from : null,
    printed: null,
    sealed: null,
    uploaded: null,
    ...told(row),
  }));
  return { whole: true, rows };
}

type Shown = NonNullable<Observation['levies']>['rows'][number];
