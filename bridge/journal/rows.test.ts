import { beforeEach, describe, expect, it } from 'vitest';
import { journalExport } from '../../shared/protocol/journal-export.js';
import { type JournalRow, journalList } from '../../shared/protocol/journal-list.js';
import { journalVerify } from '../../shared/protocol/journal-verify.js';
import { PURPOSES } from '../../shared/protocol/purposes.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import { PURPOSE_TEXT } from '../../shared/text/purposes.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { MemoryDisk, memoryRecords } from '../../test/support/memory-disk.js';
import { journalExportHandler } from '../methods/journal-export.js';
import { journalListHandler } from '../methods/journal-list.js';
import { journalVerifyHandler } from '../methods/journal-verify.js';
import { Records, type SignatureFacts } from './records.js';

const FACTS: SignatureFacts = {
  owner: '甲公司',
  origin: 'https://a.test',
  purpose: null,
  code: 'ab12 cd34',
  consent: 'window',
};
const { signal } = new AbortController();
let disk: MemoryDisk;
let records: Records;

beforeEach(() => {
  disk = new MemoryDisk();
  records = memoryRecords(new FakeClock(), disk);
});

async function record(key: string, outcome: Result<Buffer> | null, facts: Partial<SignatureFacts> = {}): Promise<void> {
  const intent = await records.intend(Records.operation(key, 'content', 'ce'), { ...FACTS, ...facts });
  if (!intent.ok) throw new Error(intent.reason);
  if (outcome) await intent.value.conclude(outcome);
}

const signed = success(Buffer.from('s'));
const CLIENT = { pairing: 'p', client: 'c' };

async function list(before: number | null, limit: number) {
  const page = await journalListHandler(records)({ before, limit }, null, signal, CLIENT);
  if (!page.ok) throw new Error(page.reason);
  return journalList.result.parse(page.value);
}

async function exported(): Promise<string> {
  let [csv, before] = ['', null as number | null];
  do {
    const part = await journalExportHandler(records, 'zh-CN')({ before }, null, signal, CLIENT);
    if (!part.ok) throw new Error(part.reason);
    ({ next: before } = part.value);
    csv += journalExport.result.parse(part.value).csv;
  } while (before !== null);
  return csv;
}

describe('the list', () => {
  it('has a row for each signature, newest first, with what came of it', async () => {
    await record('one', signed);
    await record('two', failure('driver.crashed'), { consent: 'grant' });
    await record('three', null);
    const { rows, next } = await list(null, 10);
    expect(next).toBeNull();
    expect(rows).toMatchObject([
      { kind: 'signature', seq: 5, outcome: 'unknown' },
      { seq: 3, outcome: 'failed', reason: 'driver.crashed', consent: 'grant' },
      { seq: 1, outcome: 'signed', owner: '甲公司', origin: 'https://a.test', code: 'ab12 cd34', certificate: 'ce' },
    ]);
  });

  it('comes page by page, over the files of the journal and with its repairs', async () => {
    records = memoryRecords(new FakeClock(), disk, { segmentBytes: 1_000 });
    for (let key = 0; key < 20; key += 1) await record(`${key}`, signed);
    const [name = '', last] = [...disk.files].at(-1) ?? [];
    if (last) last.content = last.content.subarray(0, -5);
    records = memoryRecords(new FakeClock(), disk, { segmentBytes: 1_000 });
    await record('last', signed);
    const rows: JournalRow[] = [];
    let before: number | null = null;
    do {
      const page = await list(before, 4);
      expect(page.rows.length).toBeLessThanOrEqual(4);
      rows.push(...page.rows);
      before = page.next;
    } while (before !== null);
    expect(rows.filter(({ kind }) => kind === 'signature')).toHaveLength(21);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq).sort((a, b) => b - a));
    expect(rows[1]).toMatchObject({ kind: 'repair', file: name });
  });

  it('of nothing is empty', async () => {
    expect(await list(null, 10)).toEqual({ rows: [], next: null });
  });
});

describe('the table', () => {
  it('begins with a byte order mark, and cells that would be formulas are text', async () => {
    const hostile = ['=HYPERLINK("http://evil.test")', '+1', '-1', '@SUM(A1)', ' =1'];
    for (const owner of hostile) await record(owner, signed, { owner });
    const csv = await exported();
    expect(csv.startsWith('\ufeff"序号","时间（北京）","证书所有者"')).toBe(true);
    expect(csv).toContain('"2026-11-24 09:00:00"');
    expect(csv).toContain('"\'=HYPERLINK(""http://evil.test"")"');
    for (const cell of csv.split(/",?"?/)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    expect(csv.endsWith('\r\n')).toBe(true);
  });

  it('says in words what each signature was for, and nothing where that is not known', async () => {
    const purposes = ['of a later version', ...PURPOSES, null];
    for (const [key, purpose] of purposes.entries()) await record(`${key}`, signed, { purpose });
    const lines = (await exported()).trimEnd().split('\r\n').slice(1).reverse();
    const words = PURPOSES.map((purpose) => PURPOSE_TEXT['zh-CN'][purpose]);
    expect(lines.map((line) => line.split(',')[4])).toEqual(
      ['of a later version', ...words, ''].map((cell) => `"${cell}"`),
    );
  });

  it('has each signature once, however many there are, and its heading once', async () => {
    const all = Array.from({ length: 1_100 }, (_, key) => record(`${key}`, signed));
    await Promise.all(all);
    await record('failed', failure('driver.crashed'));
    const lines = (await exported()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1_102);
    expect(new Set(lines)).toHaveLength(1_102);
    expect(lines[1]).toContain('"没有签成","证书驱动意外停止，已经自动重启。"');
  });
});

describe('the check', () => {
  async function verify(mirror: ReturnType<Records['head']> = null) {
    const outcome = await journalVerifyHandler(records)({ mirror }, null, signal, CLIENT);
    if (!outcome.ok) throw new Error(outcome.reason);
    return journalVerify.result.parse(outcome.value);
  }

  it('finds nothing in what is as it was written', async () => {
    await record('one', signed);
    const mirror = records.head();
    await record('two', signed);
    expect(await verify(mirror)).toMatchObject({ intact: true, entries: 4, findings: [], head: records.head() });
  });

  it('finds by the mirror that the end was cut off', async () => {
    await record('one', signed);
    await record('two', signed);
    const mirror = records.head();
    const file = disk.files.get('journal-000001.jsonl');
    if (file) file.content = file.content.subarray(0, file.content.indexOf('\n') + 1);
    records = memoryRecords(new FakeClock(), disk);
    expect(await verify(mirror)).toMatchObject({ intact: false, findings: [{ kind: 'cutTail', seq: 2 }] });
    expect((await verify()).intact).toBe(true);
  });

  it('accepts a line that a loss of power has torn, once the record has gone on', async () => {
    await record('one', signed);
    const file = disk.files.get('journal-000001.jsonl');
    if (file) file.content = file.content.subarray(0, -9);
    expect((await verify()).intact).toBe(false);
    records = memoryRecords(new FakeClock(), disk);
    await record('two', signed);
    expect(await verify()).toMatchObject({ intact: true, findings: [{ kind: 'torn', repaired: true }] });
  });
});
