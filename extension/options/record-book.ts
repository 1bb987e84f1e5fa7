import type { Params } from '../../shared/protocol/index.js';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import type { Reason } from '../../shared/protocol/reasons.js';
import type { Language } from '../../shared/text/language.js';
import type { RecordsListed } from '../messages/journal-list.js';
import { EVERYTHING, isEverything, matcher, type RecordFilter } from './filter.js';

/** How far the reading of the record has come. */
export type Reading =
  | 'reading'
  /** The user has stopped it. */
  | 'stopped'
  /** Enough is shown for now; there is more. */
  | 'paused'
  | 'end'
  | { readonly failed: Reason };

export interface BookView {
  readonly filter: RecordFilter;
  /** Those that were looked for, newest first. */
  readonly rows: readonly JournalRow[];
  /** Rows that were looked at. */
  readonly examined: number;
  readonly reading: Reading;
  /** The record has grown since. */
  readonly newer: boolean;
}

type Ask = (page: Params<'journal.list'>) => Promise<RecordsListed>;

const NOTHING_READ: Pick<BookView, 'rows' | 'examined'> = { rows: [], examined: 0 };
/** Rows that are shown at a time. */
const BATCH = 50;
/** Rows of a page where few of them may be wanted: for each page the bridge reads the record from its end. */
const SEARCHED_PAGE = 500;

/** Reads the record page by page, newest first, and keeps what is looked for. `changed` is called with each step. */
export class RecordBook {
  #view: BookView = { filter: EVERYTHING, ...NOTHING_READ, reading: 'reading', newer: false };
  #before: number | null = null;
  /** The newest row, as it was read. */
  #newest: JournalRow | null = null;
  /** Counts the readings: only the last one goes on. */
  #run = 0;

  constructor(
    private readonly ask: Ask,
    private readonly language: Language,
    private readonly changed: () => void,
  ) {}

  get view(): BookView {
    return this.#view;
  }

  /** Begins anew from the newest row. What is looked for as before stays until there is something to show in its place. */
  async search(filter: RecordFilter): Promise<void> {
    this.#before = null;
    if (JSON.stringify(filter) !== JSON.stringify(this.#view.filter)) this.#show({ filter, ...NOTHING_READ });
    await this.more();
  }

  /** Goes on where the reading has stopped. */
  async more(): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    this.#show({ reading: 'reading' });
    const { filter } = this.#view;
    const wanted = matcher(filter, this.language);
    const limit = isEverything(filter) ? BATCH : SEARCHED_PAGE;
    let { rows, examined } = this.#before === null ? NOTHING_READ : this.#view;
    const enough = rows.length + BATCH;
    while (rows.length < enough) {
      const before = this.#before;
      const page = await this.ask({ before, limit });
      if (run !== this.#run) return;
      if (!page.ok) return this.#show({ reading: { failed: page.reason } });
      if (before === null) {
        this.#newest = page.value.rows[0] ?? null;
        this.#show({ newer: false });
      }
      rows = [...rows, ...page.value.rows.filter(wanted)];
      examined += page.value.rows.length;
      this.#before = page.value.next;
      if (this.#before === null) return this.#show({ rows, examined, reading: 'end' });
      this.#show({ rows, examined });
    }
    this.#show({ reading: 'paused' });
  }

  stop(): void {
    this.#run += 1;
    this.#show({ reading: 'stopped' });
  }

  /** Something has happened at the bridge: whether it is there, and whether the record has grown, is looked at again. */
  async refresh(): Promise<void> {
    const { reading, filter, rows } = this.#view;
    if (reading === 'reading') return;
    const run = this.#run;
    const page = await this.ask({ before: null, limit: 1 });
    if (run !== this.#run) return;
    if (!page.ok) this.#show({ reading: { failed: page.reason } });
    else if (typeof reading === 'object') await this.more();
    else if (sameRow(page.value.rows[0] ?? null, this.#newest)) return;
    // Nobody has gone deeper yet, so nothing moves away from under the reader.
    else if (isEverything(filter) && rows.length <= BATCH) await this.search(filter);
    else this.#show({ newer: true });
  }

  #show(change: Partial<BookView>): void {
    this.#view = { ...this.#view, ...change };
    this.changed();
  }
}

/** The outcome of a signature comes after the rest of its row. */
function sameRow(one: JournalRow | null, other: JournalRow | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
