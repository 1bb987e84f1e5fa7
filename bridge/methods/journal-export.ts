import { csvHead, csvRows } from '../../shared/journal-csv.js';
import { success } from '../../shared/protocol/reasons.js';
import type { Language } from '../../shared/text/language.js';
import type { Records } from '../journal/records.js';
import type { Handler } from './handler.js';

/** A part stays well below the largest message. */
const ROWS_OF_A_PART = 500;

export function journalExportHandler(records: Records, language: Language): Handler<'journal.export'> {
  return async ({ before }) => {
    const page = records.page(before, ROWS_OF_A_PART);
    if (!page.ok) return page;
    const { rows, next } = page.value;
    return success({ csv: (before === null ? csvHead(language) : '') + csvRows(language, rows), next });
  };
}
