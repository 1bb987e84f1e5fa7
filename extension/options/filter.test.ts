import { describe, expect, test } from 'vitest';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import { EVERYTHING, isEverything, matcher, type RecordFilter } from './filter.js';

const ROW: JournalRow = {
  kind: 'signature',
  seq: 7,
  time: '2026-11-23T16:30:00.000Z',
  owner: '衡水某某（集团）有限公司',
  certificate: 'ce',
  origin: 'https://portal.hengshui.test:8443',
  purpose: 'seal',
  code: 'ab12 CD34',
  consent: 'window',
  outcome: 'signed',
};
const REPAIR: JournalRow = { kind: 'repair', seq: 9, time: ROW.time, file: 'journal-000001.jsonl' };
const finds = (filter: Partial<RecordFilter>, row: JournalRow = ROW) =>
  matcher({ ...EVERYTHING, ...filter }, 'zh-CN')(row);

test.each([
  '某某',
  '某某(集团)',
  '征集单',
  'portal.hengshui',
  'HTTPS://',
  'AB12CD34',
  'ab12 cd34',
  'ａｂ１２',
  ' ',
  '',
])('a signature is found by “%s”', (text) => expect(finds({ text })).toBe(true));

test.each(['别的公司', '登录', 'http://portal', 'ab13', 'signed'])('and not by “%s”', (text) =>
  expect(finds({ text })).toBe(false),
);

test('a purpose is found in the words of the language that is shown', () => {
  expect(matcher({ ...EVERYTHING, text: 'seal' }, 'en')(ROW)).toBe(true);
});

test('a repair is found by its file', () => {
  expect([finds({ text: 'JOURNAL-000001' }, REPAIR), finds({ text: '某某' }, REPAIR)]).toEqual([true, false]);
});

describe('a day is China’s, from midnight to midnight, both included', () => {
  // 00:30 of the 24th there.
  test.each([
    ['2026-11-24', '', true],
    ['2026-11-25', '', false],
    ['', '2026-11-24', true],
    ['', '2026-11-23', false],
    ['2026-11-24', '2026-11-24', true],
    ['2026-11-25', '2026-11-24', false],
  ])('from “%s” to “%s”: %s', (from, to, found) => expect(finds({ from, to })).toBe(found));

  test('the last moment counts, the next day does not', () => {
    const at = (time: string) => finds({ to: '2026-11-24' }, { ...ROW, time });
    expect([at('2026-11-24T15:59:59.999Z'), at('2026-11-24T16:00:00.000Z')]).toEqual([true, false]);
  });
});

test('what holds no condition is everything', () => {
  expect(isEverything({ ...EVERYTHING, text: ' ' })).toBe(true);
  for (const part of [{ text: 'x' }, { from: '2026-01-01' }, { to: '2026-01-01' }]) {
    expect(isEverything({ ...EVERYTHING, ...part })).toBe(false);
  }
});
