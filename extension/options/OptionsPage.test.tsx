// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import type { JournalFinding } from '../../shared/protocol/journal-verify.js';
import { REASONS } from '../../shared/protocol/reasons.js';
import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import { LANGUAGES } from '../../shared/text/language.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { REASON_TEXT } from '../../shared/text/reasons.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { NOW } from '../checks/testing/facts.js';
import { EVERYTHING } from './filter.js';
import { OptionsPage, type OptionsPageProps } from './OptionsPage.js';

const ROW: JournalRow = {
  kind: 'signature',
  seq: 7,
  time: '2026-11-24T01:00:00.000Z',
  owner: '<b>衡水</b>某某有限公司\u202e',
  certificate: 'ce'.repeat(32),
  origin: 'https://portal.test',
  purpose: 'bind',
  code: 'ab12 cd34',
  consent: 'grant',
  outcome: 'signed',
};
const REPAIR: JournalRow = { kind: 'repair', seq: 9, time: ROW.time, file: 'journal-000001.jsonl' };
const BOOK: OptionsPageProps['book'] = {
  filter: EVERYTHING,
  rows: [REPAIR, ROW],
  examined: 2,
  reading: 'end',
  newer: false,
};
const SEARCHED = { ...BOOK, filter: { ...EVERYTHING, text: '某某' }, rows: [ROW] };
const zh = RECORDS_TEXT['zh-CN'];
const options = OPTIONS_TEXT['zh-CN'];
const popup = POPUP_TEXT['zh-CN'];

function show(over: Partial<OptionsPageProps> = {}): string {
  const nothing = () => {};
  const props: OptionsPageProps = {
    language: 'zh-CN',
    recordBroken: false,
    acceptRecord: () => {},
    book: BOOK,
    search: nothing,
    more: nothing,
    stop: nothing,
    verified: null,
    verify: nothing,
    exporting: null,
    exportAll: nothing,
    stopExport: nothing,
    hops: null,
    readHops: nothing,
    clearHops: nothing,
    now: NOW,
    keys: [],
    renameKey: nothing,
    forgetKey: nothing,
    checks: { at: 0, results: [], history: [] },
    since: null,
    runChecks: nothing,
    repair: async () => null,
    version: '1.2.3',
    sites: [],
    removeSite: nothing,
    reminders: { on: false, refused: false },
    turnReminders: nothing,
    openPairing: nothing,
    ...over,
  };
  void act(() => render(<OptionsPage {...props} />, document.body));
  return document.body.textContent;
}

function press(words: string): void {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === words);
  if (!found) throw new Error(`no button ${words}`);
  void act(() => found.click());
}

const buttons = () => [...document.querySelectorAll('button')].map(({ textContent }) => textContent);

beforeEach(() => render(null, document.body));

test('rows say everything as text, the rest under the details', () => {
  const shown = show();
  for (const words of ['2026-11-24 09:00:00', '<b>衡水</b>某某有限公司', 'https://portal.test', 'CA绑定', '已签名']) {
    expect(shown).toContain(words);
  }
  expect(shown).toContain('journal-000001.jsonl 有损坏');
  expect([document.querySelector('td b'), shown.includes('\u202e')]).toEqual([null, false]);
  const details = document.querySelector('td details')?.textContent;
  for (const words of ['ab12 cd34', '7', '连续签名', 'ce'.repeat(32)]) expect(details).toContain(words);
});

test('an empty record, one that is read, and one with more to come say so', () => {
  expect(show({ book: { ...BOOK, rows: [], examined: 0 } })).toContain(zh.none);
  const reading = show({ book: { ...BOOK, rows: [], reading: 'reading' } });
  expect(reading).toContain(zh.asking);
  expect(reading).not.toContain(zh.none);
  const more = vi.fn();
  show({ book: { ...BOOK, reading: 'paused' }, more });
  press(zh.older);
  expect(more).toHaveBeenCalledTimes(1);
});

test('a search asks for what was typed, tells how far it is, is stopped, goes on, and is cleared', () => {
  const [search, stop, more] = [vi.fn(), vi.fn(), vi.fn()];
  show({ search });
  expect(buttons()).not.toContain(zh.clear);
  const field = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`);
  const [text, from] = [field('text'), field('from')];
  if (!text || !from) throw new Error('there is a form');
  [text.value, from.value] = ['某某', '2026-11-01'];
  press(zh.find);
  expect(search.mock.calls).toEqual([[{ text: '某某', from: '2026-11-01', to: '' }]]);

  expect(show({ book: { ...SEARCHED, examined: 300, reading: 'reading' }, stop })).toContain(zh.searching(300, 1));
  press(zh.stop);
  expect(stop).toHaveBeenCalledTimes(1);
  expect(show({ book: { ...SEARCHED, examined: 300, reading: 'stopped' }, more, search })).toContain(
    zh.stopped(300, 1),
  );
  press(zh.goOn);
  expect(more).toHaveBeenCalledTimes(1);
  expect(show({ book: { ...SEARCHED, examined: 900 }, search })).toContain(zh.found(900, 1));
  press(zh.clear);
  expect(search.mock.calls.at(-1)).toEqual([EVERYTHING]);
});

test('records that have come since are offered', () => {
  const search = vi.fn();
  expect(show({ book: { ...SEARCHED, newer: true }, search })).toContain(zh.newer);
  press(zh.show);
  expect(search.mock.calls).toEqual([[SEARCHED.filter]]);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(REASONS)('%s is explained wherever it happens', (reason) => {
    const { what, todo } = REASON_TEXT[language][reason];
    const failed = { ok: false, reason } as const;
    for (const over of [
      { book: { ...BOOK, rows: [], reading: { failed: reason } } },
      { verified: failed },
      { exporting: { failed: reason } },
    ]) {
      const shown = show({ language, ...over });
      for (const words of [what, todo]) expect(shown).toContain(words);
    }
  });
});

test('without the bridge it is tried again, or the browser connected', () => {
  const [more, openPairing] = [vi.fn(), vi.fn()];
  show({ book: { ...BOOK, reading: { failed: 'bridge.unpaired' } }, more, openPairing });
  press(options.retry);
  press(popup.connect);
  expect([more.mock.calls.length, openPairing.mock.calls]).toEqual([1, [[true]]]);
  show({ book: { ...BOOK, reading: { failed: 'bridge.unreachable' } } });
  expect(buttons()).not.toContain(popup.connect);
});

describe('the check', () => {
  const head = { seq: 9, mac: 'm'.repeat(43) };
  const verified = (intact: boolean, findings: JournalFinding[]): OptionsPageProps['verified'] => ({
    ok: true,
    value: { intact, entries: 9, head, findings },
  });
  const at = { file: 'journal-000002.jsonl', line: 4, seq: 5 };
  const FINDINGS: readonly [JournalFinding, string][] = [
    [{ kind: 'edited', ...at }, '文件 journal-000002.jsonl 第 4 行（序号 5）被改动过'],
    [{ kind: 'moved', ...at }, '第 4 行（序号 5）不在原来的位置'],
    [{ kind: 'missing', ...at }, '第 4 行之前少了记录，从序号 5 起'],
    [{ kind: 'torn', ...at, seq: null }, '第 4 行没有写完'],
    [{ kind: 'rewritten', ...at, seq: null }, '文件 journal-000002.jsonl 不是桌面程序写的'],
    [{ kind: 'rewritten', file: '', line: 0, seq: 5 }, '序号 5 与这个浏览器以前看到的不同'],
    [{ kind: 'cutTail', file: '', line: 0, seq: 6 }, '末尾的记录不见了，从序号 6 起'],
  ];

  test('is asked for once at a time', () => {
    const verify = vi.fn();
    show({ verify });
    press(zh.verify);
    show({ verify, verified: 'asking' });
    press(zh.verifying);
    expect(verify).toHaveBeenCalledTimes(1);
  });

  test('of a whole record says so, also over a torn line that is accounted for', () => {
    expect(show({ verified: verified(true, []) })).toContain(zh.intact);
    // It may be the first that this browser sees of it.
    expect(document.querySelector('.good')?.textContent).not.toContain('上次');
    const shown = show({ verified: verified(true, [{ kind: 'torn', ...at, repaired: true }]) });
    for (const words of [zh.intact, '没有写完', '另起了新文件']) expect(shown).toContain(words);
    expect(document.querySelector('.bad')).toBeNull();
  });

  test.each(FINDINGS)('names %o in a sentence', (finding, words) => {
    const shown = show({ verified: verified(false, [finding]) });
    for (const part of [words, zh.damaged(1), zh.damagedTodo]) expect(shown).toContain(part);
    expect(document.querySelector('.bad li')?.textContent).toBe(zh.finding(finding));
    expect(RECORDS_TEXT.en.finding(finding)).toMatch(/\.$/);
  });

  test('of a record with very many says that they are the first', () => {
    const many = Array.from({ length: 100 }, (_, line): JournalFinding => ({ kind: 'edited', ...at, line: line + 1 }));
    expect(show({ verified: verified(false, many) })).toContain(zh.first(100));
  });
});

test('a record that is not the one seen before says so', () => {
  expect(show()).not.toContain(zh.broken.what);
  expect(show({ recordBroken: true })).toContain(zh.broken.what);
});

test('a record whose cause is known is taken as it is by a button that says what that means', () => {
  const acceptRecord = vi.fn();
  expect(show({ recordBroken: true, acceptRecord })).toContain(zh.accept.means);
  press(zh.accept.button);
  expect(acceptRecord).toHaveBeenCalledTimes(1);
});

test('the export tells how far it is, is stopped, and says where the table is', () => {
  const [exportAll, stopExport] = [vi.fn(), vi.fn()];
  show({ exportAll });
  press(zh.save);
  expect(exportAll).toHaveBeenCalledTimes(1);
  expect(show({ exporting: { reading: 500 }, exportAll, stopExport })).toContain(zh.saving(500));
  press(zh.save);
  press(zh.stop);
  expect([exportAll.mock.calls.length, stopExport.mock.calls.length]).toEqual([1, 1]);
  expect(show({ exporting: { saved: 731 } })).toContain(zh.saved(731));
});

test('sites are listed with who set them and how they stand; the user’s own are removed', () => {
  const removeSite = vi.fn();
  const shown = show({
    removeSite,
    sites: [
      { origin: 'http://a.test', by: 'user', enabled: true },
      { origin: 'https://b.test', by: 'administrator', enabled: false },
    ],
  });
  for (const words of ['http://a.test', popup.site.unencrypted, 'https://b.test', popup.site.byAdministrator]) {
    expect(shown).toContain(words);
  }
  expect(shown).toContain(popup.site.notServed);
  expect(buttons().filter((words) => words === popup.site.remove)).toHaveLength(1);
  press(popup.site.remove);
  expect(removeSite.mock.calls).toEqual([['http://a.test']]);
  expect(show({ sites: [] })).toContain(options.noSites);
});

test('connections are a click away', () => {
  const openPairing = vi.fn();
  show({ openPairing });
  press(popup.connections);
  expect(openPairing.mock.calls).toEqual([[false]]);
});

test('reminders are turned on and off by a switch, which says why it could not', () => {
  const turnReminders = vi.fn();
  const text = EXPIRY_TEXT['zh-CN'];
  const button = (): HTMLInputElement => document.querySelector('input[role=switch]') as HTMLInputElement;
  expect(show({ turnReminders })).not.toContain(text.refused);
  expect(button().checked).toBe(false);
  void act(() => button().click());
  show({ turnReminders, reminders: { on: true, refused: false } });
  expect(button().checked).toBe(true);
  void act(() => button().click());
  expect(turnReminders.mock.calls).toEqual([[true], [false]]);
  expect(show({ reminders: { on: false, refused: true } })).toContain(text.refused);
  expect(button().checked).toBe(false);
});
