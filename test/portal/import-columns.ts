import { CODES, type Code, codeOf, isCounty, REGIONS } from './business/codes.js';
import { type FieldDefinition, type Fields, FORMS, type InsuranceRow } from './business/fields.js';
import type { InsuranceType } from './business/unit.js';

export type ImportKind = 'add' | 'reduce';

/** A column of the import's sheet: a field, or an insurance that the row takes part in. */
export interface ImportColumn {
  readonly prop: string;
  readonly label: string;
  readonly required: boolean;
  /** What a cell may hold, as code or text; absent for free texts. */
  readonly options?: readonly Code[];
}

const PART_IN: readonly Code[] = [
  { code: '1', text: '参保' },
  { code: '0', text: '不参保' },
];
const PART_OUT: readonly Code[] = [
  { code: '1', text: '停保' },
  { code: '0', text: '不停保' },
];

/** What one sheet row means to the portal. */
export interface ImportEntry {
  readonly fields: Fields;
  readonly rows: readonly InsuranceRow[];
}

/** The columns of a template in their order; an insurance's prop is its code. */
export function importColumns(kind: ImportKind, types: readonly InsuranceType[]): ImportColumn[] {
  const definitions: readonly FieldDefinition[] =
    kind === 'add'
      ? [...FORMS['add.identityHead'], ...FORMS['add.identity'], ...FORMS['add.insured'], FORMS['add.rows'][0]]
      : [...FORMS['reduce.person'].filter(({ prop }) => prop === 'aac147'), ...FORMS['reduce.change']];
  const options = kind === 'add' ? PART_IN : PART_OUT;
  return [
    ...definitions.map(columnOf),
    ...types.map(({ code, text }) => ({ prop: code, label: text, required: false, options })),
  ];
}

/** Reads a row's cells by prop, each a code, a text or both; a cell that is none of its column's options stays as it is. */
export function readEntry(
  columns: readonly ImportColumn[],
  types: readonly InsuranceType[],
  cells: Fields,
): ImportEntry {
  const values = Object.fromEntries(
    columns.map(({ prop, options }) => {
      const cell = (cells[prop] ?? '').trim();
      return [prop, options === undefined || cell === '' ? cell : (codeOf(options, cell) ?? cell)];
    }),
  );
  const since = values.aac030 ?? '';
  const rows = types.flatMap(({ code }) => {
    return values[code] === '1' ? [{ aac030: since, bac100: '0', aab065: '0', type: code }] : [];
  });
  return { fields: values, rows };
}

function columnOf({ prop, label, required, table, widget }: FieldDefinition): ImportColumn {
  const options = widget === 'cascader' ? counties() : table && CODES[table];
  return { prop, label, required, ...(options === undefined ? {} : { options }) };
}

/** Counties by their whole name, `河北省/衡水市/桃城区`. */
function counties(): Code[] {
  const nameOf = (code: string): string => {
    const region = REGIONS.find((one) => one.code === code);
    if (region === undefined) return '';
    return region.parent === undefined ? region.text : `${nameOf(region.parent)}/${region.text}`;
  };
  return REGIONS.filter(({ code }) => isCounty(code)).map(({ code }) => ({ code, text: nameOf(code) }));
}
