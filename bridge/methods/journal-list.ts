import type { Records } from '../journal/records.js';
import type { Handler } from './handler.js';

export function journalListHandler(records: Records): Handler<'journal.list'> {
  return async ({ before, limit }) => records.page(before, limit);
}
