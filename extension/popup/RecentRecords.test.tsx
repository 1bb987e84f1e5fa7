// @vitest-environment happy-dom
import { render } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { JOURNAL_TEXT } from '../../shared/text/journal.js';
import { LANGUAGES } from '../../shared/text/language.js';
import { PURPOSE_TEXT } from '../../shared/text/purposes.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { RecentRecords, type RecentRecordsProps } from './RecentRecords.js';

const SIGNED: JournalRow = {
  kind: 'signature',
  seq: 7,
  time: '2026-11-24T01:00:00.000Z',
  owner: '衡水某某有限公司',
  certificate: 'ce',
  origin: 'https://portal.test',
  purpose: 'login',
  code: 'ab12 cd34',
  consent: 'window',
  outcome: 'signed',
};
const listed = (...rows: JournalRow[]): RecentRecordsProps['records'] => ({ ok: true, value: { rows, next: null } });
const zh = RECORDS_TEXT['zh-CN'];

function show(records: RecentRecordsProps['records'], over: Partial<RecentRecordsProps> = {}): string {
  const props = { language: 'zh-CN', records, open: () => {}, showAll: () => {}, ...over } as const;
  render(<RecentRecords {...props} />, document.body);
  return document.body.textContent;
}

beforeEach(() => render(null, document.body));

test.each(LANGUAGES)(
  'a signature says who, where, what for, how it ended, when in China, and its code (%s)',
  (language) => {
    const shown = show(listed(SIGNED), { language });
    const { outcomes } = JOURNAL_TEXT[language];
    const words = ['衡水某某有限公司', 'https://portal.test', PURPOSE_TEXT[language].login, outcomes.signed];
    for (const part of [...words, '2026-11-24 09:00:00']) expect(shown).toContain(part);
    expect(document.querySelector('li details code')?.textContent).toBe('ab12 cd34');
  },
);

test('what is not known is said quietly, and why something failed', () => {
  expect(show(listed({ ...SIGNED, purpose: null }))).toContain(zh.noPurpose);
  expect(show(listed({ ...SIGNED, outcome: 'unknown' }))).toContain(zh.unknown);
  const failed = show(listed({ ...SIGNED, outcome: 'failed', reason: 'driver.crashed' }));
  expect(failed).toContain(REASON_TEXT['zh-CN']['driver.crashed'].what);
});

test('what pages and certificates have put in is text, with nothing that hides or turns', () => {
  const owner = '<img src=x onerror=alert(1)>\u202e甲';
  const origin = 'https://пример.test/<b>';
  const shown = show(listed({ ...SIGNED, owner, origin, purpose: '<i>x</i>' }));
  expect(document.querySelector('img, i')).toBeNull();
  expect(shown).toContain('<img src=x onerror=alert(1)>甲');
  expect(shown).not.toContain('\u202e');
  expect(shown).not.toContain('пример');
});

test('a repair is told as one', () => {
  const shown = show(listed({ kind: 'repair', seq: 9, time: SIGNED.time, file: 'journal-000001.jsonl' }));
  expect(shown).toContain(JOURNAL_TEXT['zh-CN'].repair('journal-000001.jsonl'));
});

test('closed it shows nothing; opened it says that it asks, that there is none, or what is wrong', () => {
  expect(show('closed')).toBe(zh.title + zh.all);
  expect(show('asking')).toContain(zh.asking);
  expect(show(listed())).toContain(zh.none);
  expect(show({ ok: false, reason: 'bridge.unreachable' })).toContain(REASON_TEXT['zh-CN']['bridge.unreachable'].todo);
});

test('records are asked for when the section is opened, not when the details of one are', () => {
  const [open, showAll] = [vi.fn(), vi.fn()];
  show(listed(SIGNED), { open, showAll });
  const [section, details] = document.querySelectorAll('details');
  if (!section || !details) throw new Error('they are there');
  details.open = true;
  expect(open).not.toHaveBeenCalled();
  section.open = true;
  expect(open.mock.calls).toEqual([[true]]);
  document.querySelector('button')?.click();
  expect(showAll).toHaveBeenCalledTimes(1);
});
