import { MAX_ROWS } from '../../workflow/portal.js';
import { findAll, isShown, plain, shownText } from '../observe/page-dom.js';
import type { Layout } from './layout.js';

const MAX_TABLES = 20;

/** A table that a page shows, read by the words of its heads. */
export interface Table {
  /** The cells of the column that one of these words heads; null where none does. */
  readonly column: (words: readonly string[]) => ((row: Element) => string) | null;
  /** The cell itself. */
  readonly cell: (words: readonly string[], row: Element) => Element | null;
  /** At most `MAX_ROWS`. */
  readonly rows: readonly Element[];
  readonly hasMore: boolean;
}

/** The tables that are shown, outermost first. */
export function* tablesOf(layout: Layout): Generator<Table> {
  let tables = 0;
  for (const container of findAll(document.documentElement, layout.table.container)) {
    if (!isShown(container)) continue;
    tables += 1;
    if (tables > MAX_TABLES) return;
    const heads = [...findAll(container, layout.table.heads)].map((head) => plain(shownText(head)));
    const rows: Element[] = [];
    for (const row of findAll(container, layout.table.rows)) {
      if (rows.length > MAX_ROWS) break;
      if (isShown(row)) rows.push(row);
    }
    const at = (words: readonly string[]): number => {
      const wanted = new Set(words.map(plain));
      return heads.findIndex((head) => wanted.has(head));
    };
    const cellAt = (row: Element, index: number): Element | null =>
      index < 0 || !(row instanceof HTMLTableRowElement) ? null : (row.cells[index] ?? null);
    yield {
      rows: rows.slice(0, MAX_ROWS),
      hasMore: rows.length > MAX_ROWS,
      cell: (words, row) => cellAt(row, at(words)),
      column(words) {
        const index = at(words);
        return index < 0 ? null : (row) => textOf(cellAt(row, index));
      },
    };
  }
}

function textOf(cell: Element | null): string {
  return cell === null ? '' : shownText(cell);
}
