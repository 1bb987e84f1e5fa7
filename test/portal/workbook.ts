import { readSheet, type SheetData } from 'read-excel-file/node';
import writeXlsxFile, { type Row } from 'write-excel-file/node';
import type { Fields } from './business/fields.js';
import type { ImportColumn } from './import-columns.js';
import { Refusal } from './refusals.js';

const REQUIRED = '（必填）';
/** The column by which the header row is known. */
const KEY_LABEL = '证件号码';
const TEXT_FORMAT = '@';

/** A row of the sheet that was imported; `row` is its number as Excel counts. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Fields;
  /** Labels of cells that are no texts, such as a number, which has lost digits of an id by then. */
  readonly notText: readonly string[];
}

/** An empty sheet to fill, with a title, the header row, and a second sheet of what the cells may hold. */
export async function makeTemplate(title: string, columns: readonly ImportColumn[]): Promise<Buffer> {
  const header: Row = columns.map(({ label, required }) => text(required ? `${label}${REQUIRED}` : label, true));
  const empty: Row[] = Array.from({ length: 20 }, () => columns.map(() => text('')));
  const coded = columns.filter(({ options }) => options !== undefined);
  const longest = Math.max(...coded.map(({ options = [] }) => options.length));
  const dictionary: Row[] = Array.from({ length: longest }, (_, index) =>
    coded.map(({ options = [] }) => {
      const option = options[index];
      return text(option === undefined ? '' : `${option.code}|${option.text}`);
    }),
  );
  return writeXlsxFile([
    {
      sheet: '导入数据',
      data: [[text(title, true)], header, ...empty],
      columns: columns.map(() => ({ width: 18 })),
    },
    {
      sheet: '字典',
      data: [coded.map(({ label }) => text(label, true)), ...dictionary],
      columns: coded.map(() => ({ width: 24 })),
    },
  ]).toBuffer();
}

/** The rows below the header of the first sheet that hold anything. */
export async function readWorkbook(file: Buffer, columns: readonly ImportColumn[]): Promise<SheetRow[]> {
  const sheet = await readFirstSheet(file);
  const headerIndex = sheet.findIndex((row) => row.some((cell) => labelOf(cell) === KEY_LABEL));
  if (headerIndex === -1) throw new Refusal('bad-sheet');
  const labels = (sheet[headerIndex] ?? []).map(labelOf);
  return sheet.slice(headerIndex + 1).flatMap((cells, index) => {
    if (cells.every((cell) => cell === null || cell === '')) return [];
    const filled = columns.flatMap((column) => {
      const cell = cells[labels.indexOf(column.label)];
      return cell === undefined || cell === null ? [] : [{ column, cell }];
    });
    return [
      {
        row: headerIndex + index + 2,
        cells: Object.fromEntries(filled.map(({ column, cell }) => [column.prop, String(cell)])),
        notText: filled.flatMap(({ column, cell }) => (typeof cell === 'string' ? [] : [column.label])),
      },
    ];
  });
}

async function readFirstSheet(file: Buffer): Promise<SheetData> {
  try {
    return await readSheet(file);
  } catch {
    // What the library says is about the file's inside: no help to whoever chose it.
    throw new Refusal('bad-sheet');
  }
}

/** A header's text without the hints that templates put behind it. */
function labelOf(cell: unknown): string {
  return typeof cell === 'string' ? cell.replace(/[（(].*$/s, '').trim() : '';
}

function text(value: string, bold = false): Row[number] {
  return { value, type: String, format: TEXT_FORMAT, ...(bold ? { fontWeight: 'bold' as const } : {}) };
}
