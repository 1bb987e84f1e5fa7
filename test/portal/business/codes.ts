import business from './codes/business.json' with { type: 'json' };
import person from './codes/person.json' with { type: 'json' };
import regions from './codes/regions.json' with { type: 'json' };

export interface Code {
  readonly code: string;
  readonly text: string;
  /** The code of the table's parent field under which this one is offered. */
  readonly parent?: string;
}

export type CodeTable = keyof typeof person | keyof typeof business;

/** The options of the portal's selects, by table; national codes where there are any. */
export const CODES: Readonly<Record<CodeTable, readonly Code[]>> = { ...person, ...business };

/** Administrative divisions, province → city → county; `parent` is absent for a province. */
export const REGIONS: readonly Code[] = regions;

export interface Region {
  readonly code: string;
  readonly text: string;
  readonly leaf: boolean;
}

/** The divisions right below `parent`; the provinces for an empty text. */
export function regionsUnder(parent: string): Region[] {
  return REGIONS.filter((region) => (region.parent ?? '') === parent).map(({ code, text }) => ({
    code,
    text,
    leaf: isCounty(code),
  }));
}

export function isCounty(code: string): boolean {
  return REGIONS.some((region) => region.code === code) && !REGIONS.some(({ parent }) => parent === code);
}

/** The text of a code; the code itself where the table does not have it. */
export function textOf(table: CodeTable, code: string): string {
  return CODES[table].find((row) => row.code === code)?.text ?? code;
}

/** The code that a cell means which holds `code`, `text`, `code|text`, `code text` or `code.text`; null when none does. */
export function codeOf(codes: readonly Code[], cell: string): string | null {
  const wanted = cell.trim();
  const found = codes.find(({ code, text }) =>
    [code, text, `${code}|${text}`, `${code} ${text}`, `${code}.${text}`].includes(wanted),
  );
  return found?.code ?? null;
}
