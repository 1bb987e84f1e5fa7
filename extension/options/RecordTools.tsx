import type { Language } from '../../shared/text/language.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import type { RecordVerified } from '../messages/journal-verify.js';
import { Failure, Row } from '../popup/Row.js';
import type { Exporting } from './csv.js';

export interface RecordToolsProps {
  readonly language: Language;
  readonly verified: RecordVerified | 'asking' | null;
  readonly verify: () => void;
  readonly exporting: Exporting | null;
  readonly exportAll: () => void;
  readonly stopExport: () => void;
}

/** The bridge lists no more. */
const MAX_FINDINGS = 100;

/** Has the record checked, and saved as a table. */
export function RecordTools({ language, verified, verify, exporting, exportAll, stopExport }: RecordToolsProps) {
  const text = RECORDS_TEXT[language];
  const checking = verified === 'asking';
  const reading = exporting !== null && 'reading' in exporting;
  return (
    <>
      <div class="buttons">
        {/* Not `disabled`, which would take the focus away. */}
        <button type="button" onClick={checking ? undefined : verify} aria-disabled={checking}>
          {checking ? text.verifying : text.verify}
        </button>
        <button type="button" onClick={reading ? undefined : exportAll} aria-disabled={reading}>
          {text.save}
        </button>
        {reading && (
          <button type="button" onClick={stopExport}>
            {text.stop}
          </button>
        )}
      </div>
      <div aria-live="polite">
        {exporting && <Exported language={language} exporting={exporting} />}
        {typeof verified === 'object' && verified && <Verified language={language} verified={verified} />}
      </div>
    </>
  );
}

function Exported({ language, exporting }: { language: Language; exporting: Exporting }) {
  const text = RECORDS_TEXT[language];
  if ('reading' in exporting) return <p class="quiet note">{text.saving(exporting.reading)}</p>;
  if ('saved' in exporting) return <p class="quiet note">{text.saved(exporting.saved)}</p>;
  return (
    <Row level="bad" label={text.save}>
      <Failure language={language} reason={exporting.failed} />
    </Row>
  );
}

function Verified({ language, verified }: { language: Language; verified: RecordVerified }) {
  const text = RECORDS_TEXT[language];
  if (!verified.ok) {
    return (
      <Row level="bad" label={text.verify}>
        <Failure language={language} reason={verified.reason} />
      </Row>
    );
  }
  const { intact, findings } = verified.value;
  const sentences = (
    <ul>
      {findings.map((finding) => (
        <li key={JSON.stringify(finding)}>{text.finding(finding)}</li>
      ))}
    </ul>
  );
  if (intact) {
    return (
      <Row level="good" label={text.verify}>
        <p class="what">{text.intact}</p>
        {findings.length > 0 && sentences}
      </Row>
    );
  }
  return (
    <Row level="bad" label={text.verify}>
      <p class="what">{(findings.length < MAX_FINDINGS ? text.damaged : text.first)(findings.length)}</p>
      {sentences}
      <p>{text.damagedTodo}</p>
    </Row>
  );
}
