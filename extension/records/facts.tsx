import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { displayOrigin, displayText } from '../../shared/text/display.js';
import { REASON_HELP } from '../../shared/text/help/reasons.js';
import { JOURNAL_TEXT } from '../../shared/text/journal.js';
import type { Language } from '../../shared/text/language.js';
import { purposeText } from '../../shared/text/purposes.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { HelpLink } from '../help/HelpLink.js';

export type SignatureRow = Extract<JournalRow, { kind: 'signature' }>;

interface FactProps {
  readonly row: SignatureRow;
  readonly language: Language;
}

/** What the bridge keeps of an owner's name. */
const OWNER_LENGTH = 200;
const PURPOSE_LENGTH = 40;

const LEVELS: Readonly<Record<SignatureRow['outcome'], string>> = { signed: 'done', failed: 'failed', unknown: 'open' };

/** What a row says in words; strings of the record come from web pages and certificates. */
export function wordsOf({ owner, origin, purpose }: SignatureRow, language: Language) {
  return {
    owner: displayText(owner, OWNER_LENGTH),
    site: displayOrigin(origin),
    purpose: purpose === null ? null : displayText(purposeText(language, purpose), PURPOSE_LENGTH),
  };
}

export function Purpose({ row, language }: FactProps) {
  const { purpose } = wordsOf(row, language);
  return purpose === null ? <span class="quiet">{RECORDS_TEXT[language].noPurpose}</span> : <span>{purpose}</span>;
}

export function Outcome({ row: { outcome }, language }: FactProps) {
  return <span class={`outcome ${LEVELS[outcome]}`}>{JOURNAL_TEXT[language].outcomes[outcome]}</span>;
}

/** Why a signature was not made, or why nobody knows. */
export function Remark({ row: { outcome, reason }, language }: FactProps) {
  if (outcome === 'unknown') return <p class="quiet">{RECORDS_TEXT[language].unknown}</p>;
  if (reason === undefined) return null;
  const help = REASON_HELP[reason];
  return (
    <p class="quiet">
      {REASON_TEXT[language][reason].what} {help && <HelpLink language={language} id={help} />}
    </p>
  );
}
