import type { ImportResult } from '../answers.js';
import type { Business } from '../business/business.js';
import { type ImportKind, importColumns, readEntry } from '../import-columns.js';
import { type Actions, answer, type Call, type Reply, requireBusiness } from '../office.js';
import { Refusal } from '../refusals.js';
import { makeTemplate, readWorkbook, type SheetRow } from '../workbook.js';

const FILE_BYTES = 5 * 1024 * 1024;
const TITLES: Readonly<Record<ImportKind, string>> = { add: '人员新增导入模板', reduce: '人员减少导入模板' };

/** 模板导入 */
export const IMPORT_ACTIONS: Actions = {
  '/api/import': { run: importRows },
  '/api/import/file': { fileBytes: FILE_BYTES, run: importFile },
};

/** The workbook behind `/template.xlsx?kind=`. */
export function readTemplate({ unit }: Business, kind: string | null): Promise<Buffer> {
  if (!isKind(kind)) throw new Refusal('not-found');
  return makeTemplate(TITLES[kind], importColumns(kind, unit.types));
}

function importRows(call: Call): Reply {
  const business = requireBusiness(call);
  const rows = call.body.records('rows').map((cells, index) => ({ row: index + 1, cells, notText: [] }));
  return importAll(business, kindOf(call), rows);
}

async function importFile(call: Call): Promise<Reply> {
  const business = requireBusiness(call);
  const kind = kindOf(call);
  return importAll(business, kind, await readWorkbook(call.file, importColumns(kind, business.unit.types)));
}

function kindOf({ body }: Call): ImportKind {
  const kind = body.text('kind', 8);
  if (!isKind(kind)) throw new Refusal('malformed');
  return kind;
}

function isKind(kind: string | null): kind is ImportKind {
  return kind !== null && Object.hasOwn(TITLES, kind);
}

function importAll({ unit, filings }: Business, kind: ImportKind, rows: readonly SheetRow[]): Reply {
  const columns = importColumns(kind, unit.types);
  const results = rows.map(({ row, cells, notText }): ImportResult => {
    try {
      const [label] = notText;
      if (label !== undefined) throw new Refusal('not-text', { label });
      const entry = readEntry(columns, unit.types, cells);
      return { row, serial: filings.save(kind, entry.fields, entry.rows).serial };
    } catch (error) {
      if (error instanceof Refusal) return { row, message: error.message };
      throw error;
    }
  });
  return answer<'/api/import'>({ results });
}
