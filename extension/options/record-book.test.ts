import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Params } from '../../shared/protocol/index.js';
import type { JournalRow } from '../../shared/protocol/journal-list.js';
import type { Reason } from '../../shared/protocol/reasons.js';
import type { RecordsListed } from '../messages/journal-list.js';
import { EVERYTHING } from './filter.js';
import { RecordBook } from './record-book.js';

const OTHER = '乙公司';
/** The numbers of its signatures. */
const EVERY_500TH = Array.from({ length: 10 }, (_, index) => 5_000 - 500 * index);

function row(seq: number): JournalRow {
  const [time, owner] = ['2026-11-24T01:00:00.000Z', seq % 500 === 0 ? OTHER : '甲公司'];
  const facts = {
    certificate: 'ce',
    origin: 'https://a.test',
    purpose: null,
    code: 'ab12',
    consent: 'window',
  } as const;
  return { kind: 'signature', seq, time, owner, ...facts, outcome: 'signed' };
}

let record: JournalRow[];
let broken: Reason | null;
/** What an answer waits for. */
let held: Promise<void>;
const asked = vi.fn();
let book: RecordBook;

async function list(page: Params<'journal.list'>): Promise<RecordsListed> {
  asked(page);
  await held;
  if (broken) return { ok: false, reason: broken };
  const below = record.filter(({ seq }) => page.before === null || seq < page.before);
  const rows = below.slice(0, page.limit);
  return { ok: true, value: { rows, next: below.length > rows.length ? (rows.at(-1)?.seq ?? null) : null } };
}

const seqs = () => book.view.rows.map(({ seq }) => seq);

beforeEach(() => {
  record = Array.from({ length: 5_000 }, (_, index) => row(5_000 - index));
  broken = null;
  held = Promise.resolve();
  asked.mockReset();
  book = new RecordBook(list, 'zh-CN', () => undefined);
});

test('the newest are read first, the older ones when they are wanted, to the end and each once', async () => {
  await book.search(EVERYTHING);
  expect([seqs().length, seqs()[0], book.view.reading]).toEqual([50, 5_000, 'paused']);
  expect(asked).toHaveBeenCalledTimes(1);
  while (book.view.reading === 'paused') await book.more();
  expect(seqs()).toEqual(record.map(({ seq }) => seq));
  expect(book.view.reading).toBe('end');
});

test('a search goes over all pages and tells how far it is', async () => {
  const steps: number[] = [];
  book = new RecordBook(list, 'zh-CN', () => steps.push(book.view.examined));
  await book.search({ ...EVERYTHING, text: OTHER });
  expect(seqs()).toEqual(EVERY_500TH);
  expect([...new Set(steps)]).toEqual([0, ...[...EVERY_500TH].reverse()]);
  expect(book.view.reading).toBe('end');
});

test('a search that is stopped while it waits asks nothing more, and goes on from there with nothing left out', async () => {
  asked.mockImplementation(() => {
    if (asked.mock.calls.length === 4) book.stop();
  });
  await book.search({ ...EVERYTHING, text: OTHER });
  expect([book.view.reading, seqs(), asked.mock.calls.length]).toEqual(['stopped', EVERY_500TH.slice(0, 3), 4]);
  await book.more();
  expect([book.view.reading, book.view.examined]).toEqual(['end', 5_000]);
  expect(seqs()).toEqual(EVERY_500TH);
});

test('a search that finds much shows some and waits', async () => {
  await book.search({ ...EVERYTHING, text: '甲公司' });
  expect([book.view.reading, book.view.examined, seqs().length]).toEqual(['paused', 500, 499]);
});

test('another search takes the place of one that is under way', async () => {
  let release = (): void => undefined;
  held = new Promise((resolve) => {
    release = resolve;
  });
  const first = book.search({ ...EVERYTHING, text: '甲公司' });
  const second = book.search({ ...EVERYTHING, text: OTHER });
  release();
  await Promise.all([first, second]);
  expect(book.view.rows.every((shown) => shown.kind === 'signature' && shown.owner === OTHER)).toBe(true);
  expect(seqs()).toHaveLength(10);
});

describe('when something happens at the bridge', () => {
  test('a bridge that is gone is said, with what was read still there, and mended when it is back', async () => {
    await book.search(EVERYTHING);
    broken = 'bridge.unreachable';
    await book.refresh();
    expect([book.view.reading, seqs().length]).toEqual([{ failed: 'bridge.unreachable' }, 50]);
    broken = null;
    await book.refresh();
    expect(typeof book.view.reading).toBe('string');
  });

  test('a bridge that was not there from the start is mended, too', async () => {
    broken = 'bridge.unpaired';
    await book.search(EVERYTHING);
    expect([book.view.reading, seqs()]).toEqual([{ failed: 'bridge.unpaired' }, []]);
    broken = null;
    await book.refresh();
    expect(seqs()).toHaveLength(50);
  });

  test('new records come by themselves where nobody has gone deeper', async () => {
    await book.search(EVERYTHING);
    record.unshift(row(5_001));
    await book.refresh();
    expect([seqs()[0], seqs().length, book.view.newer]).toEqual([5_001, 50, false]);
  });

  test('so does the outcome of the newest', async () => {
    record[0] = { ...row(5_000), outcome: 'unknown' } as JournalRow;
    await book.search(EVERYTHING);
    record[0] = row(5_000);
    await book.refresh();
    expect(book.view.rows[0]).toMatchObject({ seq: 5_000, outcome: 'signed' });
  });

  test('elsewhere they are offered, and nothing moves', async () => {
    await book.search(EVERYTHING);
    await book.more();
    record.unshift(row(5_001));
    await book.refresh();
    expect([book.view.newer, seqs()[0]]).toEqual([true, 5_000]);
    await book.search(EVERYTHING);
    expect([book.view.newer, seqs()[0]]).toEqual([false, 5_001]);
  });

  test('nothing is read again where nothing is new', async () => {
    await book.search(EVERYTHING);
    await book.refresh();
    expect(asked.mock.calls.map(([page]) => (page as Params<'journal.list'>).limit)).toEqual([50, 1]);
  });
});
