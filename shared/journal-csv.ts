import type { JournalRow } from './protocol/journal-list.js';
import { beijingTime, JOURNAL_TEXT } from './text/journal.js';
import type { Language } from './text/language.js';
import { purposeText } from './text/purposes.js';
import { REASON_TEXT } from './text/reasons.js';

/** Tells spreadsheets that a table is in UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** What comes before the rows of a table. */
export function csvHead(language: Language): string {
  return BYTE_ORDER_MARK + csvLine(JOURNAL_TEXT[language].columns);
}

/** Rows of a table (RFC 4180), each with its line break. */
export function csvRows(language: Language, rows: readonly JournalRow[]): string {
  return rows.map((row) => csvLine(cells(language, row))).join('');
}

function cells(language: Language, row: JournalRow): readonly string[] {
  const text = JOURNAL_TEXT[language];
  const common = [String(row.seq), beijingTime(row.time)];
  if (row.kind === 'repair') return [...common, '', '', '', '', text.repair(row.file), '', '', ''];
  return [
    ...common,
    row.owner,
    row.origin,
    row.purpose === null ? '' : purposeText(language, row.purpose),
    text.outcomes[row.outcome],
    row.reason === undefined ? '' : REASON_TEXT[language][row.reason].what,
    text.consents[row.consent],
    row.code,
    row.certificate,
  ];
}

/** A line of a table (RFC 4180) with its line break; a cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvLine(values: readonly string[]): string {
  const quoted = values.map((value) => `"${(/^\s*[=+\-@]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`);
  return `${quoted.join(',')}\r\n`;
}
