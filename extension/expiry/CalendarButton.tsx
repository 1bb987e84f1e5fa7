import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { displayText } from '../../shared/text/display.js';
import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import type { Language } from '../../shared/text/language.js';
import { download } from '../download.js';
import { calendarOf, OWNER_LENGTH } from './calendar.js';

export interface CalendarButtonProps {
  readonly certificate: Pick<Certificate, 'id' | 'owner' | 'notAfter'>;
  readonly language: Language;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Saves the end of a certificate as a calendar's entry; nothing where the end cannot be read. */
export function CalendarButton({ certificate, language, now }: CalendarButtonProps) {
  const text = EXPIRY_TEXT[language];
  const calendar = calendarOf(certificate, language, now);
  if (calendar === null) return null;
  const save = (): void =>
    download(
      new Blob([calendar], { type: 'text/calendar;charset=utf-8' }),
      text.fileName(displayText(certificate.owner, OWNER_LENGTH)),
    );
  return (
    <button type="button" class="link" onClick={save}>
      {text.addToCalendar}
    </button>
  );
}
