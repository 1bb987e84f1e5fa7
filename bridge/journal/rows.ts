import type { MethodResult } from '../../shared/protocol/index.js';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { type Entry, entrySchema, frameSchema, type OutcomeEntry } from './entries.js';

export type Page = MethodResult<'journal.list'>;

/**
 * The newest rows below entry `before`, at most `limit`. `values` are the entries as they were read, newest first: an
 * outcome comes before its intent, which it is put together with. What cannot be read is passed over.
 */
export function journalPage(values: Iterable<unknown>, before: number | null, limit: number): Page {
  const rows: JournalRow[] = [];
  const outcomes = new Map<number, OutcomeEntry>();
  for (const value of values) {
    const [frame, entry] = [frameSchema.safeParse(value), entrySchema.safeParse(value)];
    if (!frame.success || !entry.success) continue;
    const { data } = entry;
    if (data.kind === 'signed' || data.kind === 'failed') outcomes.set(data.of, data);
    const { seq, time } = frame.data;
    if (before !== null && seq >= before) continue;
    const row = rowOf(data, seq, time, outcomes.get(seq));
    if (!row) continue;
    if (rows.length === limit) return { rows, next: rows.at(-1)?.seq ?? null };
    rows.push(row);
  }
  return { rows, next: null };
}

/** The intents from number `seq` on whose outcomes are told. `values` as above. */
export function outcomesSince(values: Iterable<unknown>, seq: number): ReadonlySet<number> {
  const told = new Set<number>();
  for (const value of values) {
    const [frame, entry] = [frameSchema.safeParse(value), entrySchema.safeParse(value)];
    if (frame.success && frame.data.seq < seq) break;
    if (entry.success && (entry.data.kind === 'signed' || entry.data.kind === 'failed')) told.add(entry.data.of);
  }
  return told;
}

function rowOf(entry: Entry, seq: number, time: string, outcome: OutcomeEntry | undefined): JournalRow | null {
  if (entry.kind === 'repair') return { kind: 'repair', seq, time, file: entry.file };
  if (entry.kind !== 'intent') return null;
  const { owner, certificate, origin, purpose, code, consent } = entry;
  return {
    kind: 'signature',
    seq,
    time,
    owner,
    certificate,
    origin,
    purpose,
    code,
    consent,
    outcome: outcome?.kind ?? 'unknown',
    ...(outcome?.kind === 'failed' && { reason: outcome.reason }),
  };
}
