import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../test/support/fake-clock.js';
import { MemoryDisk } from '../../test/support/memory-disk.js';
import type { Entry } from './entries.js';
import { Journal, type JournalParts } from './journal.js';

const DAY_MS = 24 * 3_600_000;
let clock: FakeClock;
let disk: MemoryDisk;

beforeEach(() => {
  clock = new FakeClock();
  disk = new MemoryDisk();
});

function journal(over: Partial<JournalParts> = {}): Journal {
  const log = { event: () => undefined };
  return new Journal({ disk, key: () => Buffer.alloc(32, 7), clock, log, retentionMonths: 12, ...over });
}

const entry = (of: number): Entry => ({ kind: 'signed', of });
const said = (of: Journal) => of.report()?.sound.map(({ value }) => value.kind);

async function write(to: Journal, count: number): Promise<void> {
  for (let of = 1; of <= count; of += 1) expect(await to.append(entry(of))).toMatchObject({ ok: true });
}

/** Changes the last file behind the journal's back. */
function tamper(change: (content: Buffer) => Buffer): void {
  const [, file] = [...disk.files].at(-1) ?? [];
  if (file) file.content = change(file.content);
}

describe('the journal', () => {
  it('goes on where the bridge before has ended', async () => {
    await write(journal(), 3);
    const next = journal();
    expect(next.head()).toMatchObject({ seq: 3 });
    expect(await next.append(entry(4))).toEqual({ ok: true, value: 4 });
    expect(next.report()).toMatchObject({ entries: 4, findings: [], head: next.head() });
    expect(disk.files.size).toBe(1);
  });

  it('writes together what comes together: a hundred entries cost a few syncs, one alone costs one', async () => {
    const tested = journal();
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, of) => tested.append(entry(of + 1))));
    expect(outcomes.map((outcome) => outcome.ok && outcome.value)).toEqual(outcomes.map((_, index) => index + 1));
    expect(disk.syncs).toBeLessThanOrEqual(2);
    const before = disk.syncs;
    await tested.append(entry(101));
    expect(disk.syncs - before).toBe(1);
  });

  it('answers only when the entry would outlive a loss of power', async () => {
    await journal().append(entry(1));
    disk = disk.afterDeath({ kept: 0 });
    expect(journal().head()).toMatchObject({ seq: 1 });
  });

  it('leaves a torn line where it is, says so in a new file, and is whole', async () => {
    await write(journal(), 2);
    tamper((content) => content.subarray(0, -30));
    const torn = [...disk.files.values()][0]?.content;
    const next = journal();
    await write(next, 1);
    expect([...disk.files.values()][0]?.content).toEqual(torn);
    expect(said(next)).toEqual(['signed', 'repair', 'signed']);
    expect(next.report()?.findings).toMatchObject([{ kind: 'torn', repaired: true }]);
    await write(next, 1);
    expect(journal().head()).toEqual(next.head());
    expect(disk.files.size).toBe(2);
  });

  it('goes on after a line that was edited, and goes on naming it', async () => {
    await write(journal(), 3);
    tamper((content) => Buffer.from(content.toString().replace('"of":2', '"of":9')));
    const next = journal();
    await write(next, 2);
    expect(next.report()?.findings).toMatchObject([{ kind: 'edited', seq: 2, repaired: true }]);
    expect(said(next)).toEqual(['signed', 'signed', 'repair', 'signed', 'signed']);
  });

  it('notices a file that was changed or deleted while the bridge runs', async () => {
    const tested = journal();
    await write(tested, 2);
    tamper((content) => content.subarray(0, -1));
    expect(await tested.append(entry(3))).toMatchObject({ reason: 'records.unwritable' });
    expect(await tested.append(entry(3))).toMatchObject({ ok: true });
    expect(said(tested)).toEqual(['signed', 'repair', 'signed']);
    disk.files.clear();
    expect(await tested.append(entry(4))).toMatchObject({ reason: 'records.unwritable' });
  });

  it('keeps the chain over its files, and the same after a death between the two', async () => {
    const small = { segmentBytes: 400 };
    await write(journal(small), 10);
    expect(disk.files.size).toBeGreaterThan(2);
    const tested = journal(small);
    expect(tested.report()?.findings).toEqual([]);
    // The new file was made, and nothing was written to it.
    disk.append('journal-000099.jsonl');
    await write(tested, 1);
    expect(journal(small).report()?.findings).toEqual([]);
    const seqs = tested.report()?.sound.map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: seqs?.length ?? 0 }, (_, index) => index + 1));
  });

  it('deletes files whose time is over, says so, and is whole without them', async () => {
    const small = { segmentBytes: 400 };
    await write(journal(small), 12);
    const before = disk.files.size;
    clock.advance(372 * DAY_MS + 1);
    await write(journal(small), 1);
    expect(disk.files.size).toBeLessThan(before);
    const report = journal(small).report();
    expect(report?.findings).toEqual([]);
    expect(report?.sound.map(({ value }) => value.kind)).toContain('retire');
    expect(report?.sound[0]?.seq).toBeGreaterThan(1);
    // Without what the record says of it, the beginning is missing.
    const [first] = disk.files.keys();
    disk.files.delete(first ?? '');
    expect(journal(small).report()?.findings).toMatchObject([{ kind: 'missing' }]);
  });

  it('keeps its two newest files, whatever the clock says', async () => {
    const small = { segmentBytes: 400 };
    await write(journal(small), 3);
    const before = disk.files.size;
    clock.advance(10_000 * DAY_MS);
    await write(journal(small), 1);
    expect(disk.files.size).toBeGreaterThanOrEqual(before);
  });

  it('takes nothing on a full disk, and goes on when there is room again', async () => {
    const tested = journal();
    await write(tested, 2);
    disk.free = 40;
    expect(await tested.append(entry(3))).toEqual({ ok: false, reason: 'records.unwritable' });
    disk.free = 4_000;
    expect(await tested.append(entry(3))).toEqual({ ok: true, value: 3 });
    expect(tested.report()).toMatchObject({ entries: 3, findings: [] });
  });

  it('writes nothing without its key', async () => {
    const keyless = journal({ key: () => null });
    expect(await keyless.append(entry(1))).toMatchObject({ reason: 'records.unwritable' });
    expect([keyless.head(), keyless.report(), disk.files.size]).toEqual([null, null, 0]);
  });

  it('is named rewritten where its key was lost', async () => {
    await write(journal(), 3);
    const other = journal({ key: () => Buffer.alloc(32, 1) });
    await write(other, 1);
    expect(other.report()?.findings).toMatchObject([{ kind: 'rewritten', repaired: true }]);
  });
});
