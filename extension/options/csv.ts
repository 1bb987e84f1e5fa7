import type { Reason } from '../../shared/protocol/reasons.js';
import type { RecordsExported } from '../messages/journal-export.js';

/** How the export of the record stands; counts are of rows. */
export type Exporting = { readonly reading: number } | { readonly saved: number } | { readonly failed: Reason };

/**
 * Reads the whole record as CSV in UTF-8, whose byte order mark is in the first part. `step` is told how many rows were
 * read; null where the signal has ended it.
 */
export async function readCsv(
  ask: (before: number | null) => Promise<RecordsExported>,
  step: (rows: number) => void,
  signal: AbortSignal,
): Promise<{ readonly csv: Blob; readonly rows: number } | { readonly failed: Reason } | null> {
  const parts: string[] = [];
  let before: number | null = null;
  // The columns' names are a line, too.
  let rows = -1;
  do {
    const part: RecordsExported = await ask(before);
    if (signal.aborted) return null;
    if (!part.ok) return { failed: part.reason };
    parts.push(part.value.csv);
    rows += part.value.csv.split('\r\n').length - 1;
    before = part.value.next;
    step(rows);
  } while (before !== null);
  return { csv: new Blob(parts, { type: 'text/csv;charset=utf-8' }), rows };
}
