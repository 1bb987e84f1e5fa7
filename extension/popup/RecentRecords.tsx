import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { beijingTime, JOURNAL_TEXT } from '../../shared/text/journal.js';
import type { Language } from '../../shared/text/language.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import type { RecordsListed } from '../messages/journal-list.js';
import { Outcome, Purpose, Remark, type SignatureRow, wordsOf } from '../records/facts.js';
import { Failure } from './Row.js';

export interface RecentRecordsProps {
  readonly language: Language;
  /** `closed` as long as nobody wants to see them. */
  readonly records: RecordsListed | 'closed' | 'asking';
  readonly open: (open: boolean) => void;
  /** Opens the page of all records. */
  readonly showAll: () => void;
}

/** The newest signatures, for whoever opens the section. */
export function RecentRecords({ language, records, open, showAll }: RecentRecordsProps) {
  const text = RECORDS_TEXT[language];
  return (
    <details class="others records" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{text.title}</summary>
      {records === 'asking' && <p class="quiet">{text.asking}</p>}
      {typeof records === 'object' && <Listed language={language} records={records} />}
      <button type="button" onClick={showAll}>
        {text.all}
      </button>
    </details>
  );
}

function Listed({ language, records }: { language: Language; records: RecordsListed }) {
  if (!records.ok) return <Failure language={language} reason={records.reason} />;
  if (records.value.rows.length === 0) return <p class="quiet">{RECORDS_TEXT[language].none}</p>;
  return (
    <ul>
      {records.value.rows.map((row) => (
        <li key={row.seq}>
          <RecordItem row={row} language={language} />
        </li>
      ))}
    </ul>
  );
}

function RecordItem({ row, language }: { row: JournalRow; language: Language }) {
  if (row.kind === 'signature') return <Signature row={row} language={language} />;
  return (
    <>
      <p class="quiet">{beijingTime(row.time)}</p>
      <p>{JOURNAL_TEXT[language].repair(row.file)}</p>
    </>
  );
}

function Signature({ row, language }: { row: SignatureRow; language: Language }) {
  const text = RECORDS_TEXT[language];
  const { owner, site } = wordsOf(row, language);
  return (
    <>
      <p class="what">{owner}</p>
      <p>
        <Outcome row={row} language={language} /> <Purpose row={row} language={language} />{' '}
        <span class="quiet">{beijingTime(row.time)}</span>
      </p>
      <Remark row={row} language={language} />
      <p class="quiet">{site}</p>
      <details>
        <summary>{text.details}</summary>
        <p>
          {text.code} <code>{row.code}</code>
        </p>
      </details>
    </>
  );
}
