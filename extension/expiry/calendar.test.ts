import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../shared/text/language.js';
import { calendarOf } from './calendar.js';

const NOW = Date.UTC(2026, 10, 24, 5, 6, 7);
const certificate = { id: 'ab12'.repeat(16), owner: '衡水某某有限公司', notAfter: '2026-12-14T15:59:59Z' };

/** As another program reads it. */
function read(text: string) {
  const component = new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]]);
  const events = component.getAllSubcomponents('vevent');
  const [event] = events;
  if (!event || events.length !== 1) throw new Error('not one event');
  return { event: new ICAL.Event(event), alarms: event.getAllSubcomponents('valarm'), component: event };
}

function made(change: Partial<typeof certificate> = {}, language: 'zh-CN' | 'en' = 'zh-CN', now = NOW): string {
  const text = calendarOf({ ...certificate, ...change }, language, now);
  if (text === null) throw new Error('no calendar');
  return text;
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('another program reads the day, the owner, and four reminders in the morning', () => {
    const { event, alarms, component } = read(made({}, language));
    expect(event.startDate.toString()).toBe('2026-12-14');
    expect(event.startDate.isDate).toBe(true);
    expect(event.summary).toContain(certificate.owner);
    expect(event.description).toContain('400-707-3355');
    expect(component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-24T05:06:07Z');
    const reminders = alarms.map((alarm) => {
      const time = event.startDate.clone();
      time.isDate = false;
      time.addDuration(alarm.getFirstPropertyValue('trigger') as ICAL.Duration);
      return [alarm.getFirstPropertyValue('action'), time.toString()];
    });
    expect(reminders).toEqual([
      ['DISPLAY', '2026-10-15T09:00:00'],
      ['DISPLAY', '2026-11-14T09:00:00'],
      ['DISPLAY', '2026-12-07T09:00:00'],
      ['DISPLAY', '2026-12-13T09:00:00'],
    ]);
  });
});

test('the day is the one in Beijing', () => {
  expect(read(made({ notAfter: '2026-12-14T16:00:00Z' })).event.startDate.toString()).toBe('2026-12-15');
});

test('a certificate keeps its UID, and another one has another', () => {
  const uid = (text: string) => read(text).event.uid;
  expect(uid(made({}, 'en', NOW + 1e9))).toBe(uid(made()));
  expect(uid(made({ id: 'ff' }))).not.toBe(uid(made()));
});

test.each([
  'A;B,C\\D',
  '某公司\r\nEND:VEVENT\r\nBEGIN:VALARM',
  `${'很长的单位名称'.repeat(20)}`,
  '😀'.repeat(40),
  ':"quoted"; =',
])('an owner changes nothing but the words: %j', (owner) => {
  const text = made({ owner });
  const { event, alarms } = read(text);
  expect(alarms).toHaveLength(4);
  // A line's end is shown as a sign.
  const words = (one: string) => one.replaceAll(/[\s↵]/g, '');
  expect(words(event.summary)).toContain(words(owner).slice(0, 100));
});

test('lines end in CRLF, have 75 octets at most, and split no character', () => {
  const bytes = Buffer.from(made({ owner: '单位'.repeat(90) }));
  const lines = bytes.toString('latin1').split('\r\n');
  expect(lines.pop()).toBe('');
  expect(lines.some((line) => line.startsWith(' '))).toBe(true);
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(line.length).toBeLessThanOrEqual(75);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'))).not.toThrow();
  }
});

test('an end that cannot be read makes no calendar', () => {
  expect(calendarOf({ ...certificate, notAfter: 'soon' }, 'zh-CN', NOW)).toBeNull();
});
