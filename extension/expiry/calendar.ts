import type { Certificate } from '../../shared/protocol/certificate-list.js';
import { displayText } from '../../shared/text/display.js';
import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import type { Language } from '../../shared/text/language.js';
import { REMINDER_DAYS } from './thresholds.js';

/** RFC 5545: a line has 75 octets at most, without its CRLF. */
const LINE_OCTETS = 75;
/** What is shown of an owner's name. */
export const OWNER_LENGTH = 200;
/** Reminders come at nine in the morning; an alarm's trigger counts back from the midnight at which the day begins. */
const MORNING_HOUR = 9;

/**
 * An iCalendar file (RFC 5545, UTF-8) with the day on which a certificate ends, in Beijing, and its reminders. The same certificate has the
 * same UID each time, so that a calendar that takes it again has it once. Null where the end cannot be read. `now` in milliseconds
 * since the epoch.
 */
export function calendarOf(
  { id, owner, notAfter }: Pick<Certificate, 'id' | 'owner' | 'notAfter'>,
  language: Language,
  now: number,
): string | null {
  const end = new Date(notAfter);
  if (Number.isNaN(end.getTime())) return null;
  const text = EXPIRY_TEXT[language];
  const summary = escaped(text.summary(displayText(owner, OWNER_LENGTH)));
  const alarms = REMINDER_DAYS.flatMap((days) => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-P${days - 1}DT${24 - MORNING_HOUR}H`,
    `DESCRIPTION:${summary}`,
    'END:VALARM',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Hengshui CA Assistant//Certificates//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${escaped(id)}@hengshui-ca-assistant`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART;VALUE=DATE:${beijingDay(end)}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${escaped(text.description)}`,
    'TRANSP:TRANSPARENT',
    ...alarms,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 20261214T050000Z */
function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function beijingDay(time: Date): string {
  const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Asia/Shanghai' }).format(time);
  return day.replaceAll('-', '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** No line is too long, and none ends inside a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let lines = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE_OCTETS) {
      lines += '\r\n ';
      octets = 1;
    }
    lines += character;
    octets += size;
  }
  return lines;
}
