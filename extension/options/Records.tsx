import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { beijingTime, JOURNAL_TEXT } from '../../shared/text/journal.js';
import type { Language } from '../../shared/text/language.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { mendedByConnecting } from '../pairing/open.js';
import { Failure, Row } from '../popup/Row.js';
import { Outcome, Purpose, Remark, type SignatureRow, wordsOf } from '../records/facts.js';
import { EVERYTHING, isEverything, type RecordFilter } from './filter.js';
import type { BookView } from './record-book.js';

export interface RecordsProps {
  readonly language: Language;
  readonly book: BookView;
  readonly search: (filter: RecordFilter) => void;
  readonly more: () => void;
  readonly stop: () => void;
  readonly openPairing: (connect: boolean) => void;
}

/** All records, to be searched and read page by page. */
export function Records(props: RecordsProps) {
  const { language, book, search } = props;
  const text = RECORDS_TEXT[language];
  return (
    <>
      <Search {...props} />
      <div aria-live="polite">
        {book.newer && (
          <p class="newer">
            {text.newer}{' '}
            <button type="button" onClick={() => search(book.filter)}>
              {text.show}
            </button>
          </p>
        )}
        <Failed {...props} />
      </div>
      <Progress {...props} />
      {book.rows.length > 0 && <Table language={language} rows={book.rows} />}
      <More {...props} />
    </>
  );
}

function Search({ language, book, search }: RecordsProps) {
  const text = RECORDS_TEXT[language];
  return (
    <form
      class="search"
      aria-label={text.search}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const field = (name: keyof RecordFilter): string => {
          const value = form.get(name);
          return typeof value === 'string' ? value : '';
        };
        search({ text: field('text'), from: field('from'), to: field('to') });
      }}
      onReset={() => search(EVERYTHING)}
    >
      <input type="search" name="text" maxLength={100} placeholder={text.searched} aria-label={text.searched} />
      <label>
        {text.from} <input type="date" name="from" />
      </label>
      <label>
        {text.to} <input type="date" name="to" />
      </label>
      <button type="submit" class="main">
        {text.find}
      </button>
      {!isEverything(book.filter) && <button type="reset">{text.clear}</button>}
    </form>
  );
}

function Failed({ language, book: { reading }, more, openPairing }: RecordsProps) {
  if (typeof reading === 'string') return null;
  return (
    <Row level="bad" label={RECORDS_TEXT[language].title}>
      <Failure language={language} reason={reading.failed} />
      <div class="buttons">
        <button type="button" onClick={more}>
          {OPTIONS_TEXT[language].retry}
        </button>
        {mendedByConnecting(reading.failed) && (
          <button type="button" onClick={() => openPairing(true)}>
            {POPUP_TEXT[language].connect}
          </button>
        )}
      </div>
    </Row>
  );
}

/** How far a search has come, above what it has found. */
function Progress({ language, book: { reading, examined, rows, filter }, stop }: RecordsProps) {
  const text = RECORDS_TEXT[language];
  if (typeof reading === 'object') return null;
  if (isEverything(filter)) {
    if (rows.length > 0 || reading === 'stopped') return null;
    return <p class="quiet progress">{reading === 'reading' ? text.asking : text.none}</p>;
  }
  const words = { reading: text.searching, stopped: text.stopped, paused: text.found, end: text.found }[reading];
  return (
    <div class="progress">
      <p class="quiet" role="status">
        {words(examined, rows.length)}
      </p>
      {reading === 'reading' && (
        <button type="button" onClick={stop}>
          {text.stop}
        </button>
      )}
    </div>
  );
}

function More({ language, book: { reading, filter }, more }: RecordsProps) {
  const text = RECORDS_TEXT[language];
  if (reading !== 'stopped' && reading !== 'paused') return null;
  return (
    <div class="buttons">
      <button type="button" onClick={more}>
        {isEverything(filter) ? text.older : text.goOn}
      </button>
    </div>
  );
}

function Table({ language, rows }: { language: Language; rows: readonly JournalRow[] }) {
  const text = RECORDS_TEXT[language];
  return (
    <table>
      <thead>
        <tr>
          {[text.time, text.owner, text.site, text.purpose, text.outcome].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td class="time">{beijingTime(row.time)}</td>
            {row.kind === 'signature' ? (
              <Signature row={row} language={language} />
            ) : (
              <td colSpan={4}>{JOURNAL_TEXT[language].repair(row.file)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signature({ row, language }: { row: SignatureRow; language: Language }) {
  const text = RECORDS_TEXT[language];
  const { owner, site } = wordsOf(row, language);
  return (
    <>
      <td>{owner}</td>
      <td>{site}</td>
      <td>
        <Purpose row={row} language={language} />
      </td>
      <td>
        <Outcome row={row} language={language} />
        <Remark row={row} language={language} />
        <details>
          <summary>{text.details}</summary>
          <dl>
            <dt>{text.code}</dt>
            <dd>
              <code>{row.code}</code>
            </dd>
            <dt>{text.seq}</dt>
            <dd>{row.seq}</dd>
            <dt>{text.consent}</dt>
            <dd>{JOURNAL_TEXT[language].consents[row.consent]}</dd>
            <dt>{text.certificate}</dt>
            <dd>
              <code>{row.certificate}</code>
            </dd>
          </dl>
        </details>
      </td>
    </>
  );
}
