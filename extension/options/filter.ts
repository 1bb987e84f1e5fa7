import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { JOURNAL_TEXT } from '../../shared/text/journal.js';
import type { Language } from '../../shared/text/language.js';
import { wordsOf } from '../records/facts.js';

/** What the user looks for. */
export interface RecordFilter {
  /** Part of an owner, a site, a purpose or a check code; empty for all. */
  readonly text: string;
  /** First and last day in China's time zone, as `2026-11-24`; empty where there is none. */
  readonly from: string;
  readonly to: string;
}

export const EVERYTHING: RecordFilter = { text: '', from: '', to: '' };
const DAY_MS = 86_400_000;

export function isEverything({ text, from, to }: RecordFilter): boolean {
  return plain(text) === '' && from === '' && to === '';
}

/** Tells whether a row is one that is looked for, by the words that the user sees of it. */
export function matcher(filter: RecordFilter, language: Language): (row: JournalRow) => boolean {
  const wanted = plain(filter.text);
  const from = startOfDay(filter.from) ?? Number.NEGATIVE_INFINITY;
  const to = (startOfDay(filter.to) ?? Number.POSITIVE_INFINITY) + DAY_MS;
  return (row) => {
    const time = Date.parse(row.time);
    return time >= from && time < to && textsOf(row, language).some((text) => plain(text).includes(wanted));
  };
}

function textsOf(row: JournalRow, language: Language): readonly string[] {
  if (row.kind === 'repair') return [JOURNAL_TEXT[language].repair(row.file)];
  const { owner, site, purpose } = wordsOf(row, language);
  return [owner, site, row.origin, purpose ?? '', row.code];
}

/** Without what people do not type alike: case, spaces, and the full-width forms of letters, digits and brackets. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
}

function startOfDay(day: string): number | null {
  return day === '' ? null : Date.parse(`${day}T00:00:00+08:00`);
}
