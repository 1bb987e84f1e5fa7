import { beforeEach, expect, it } from 'vitest';
import type { JournalHead, JournalMove } from '../../shared/protocol/journal-verify.js';
import { success } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { MemoryDisk, memoryRecords } from '../../test/support/memory-disk.js';
import { Announcer } from './announcer.js';
import { GENESIS } from './chain.js';
import { Records } from './records.js';

let clock: FakeClock;
let disk: MemoryDisk;
let told: JournalMove[];
let announcer: Announcer;
let records: Records;

beforeEach(() => {
  clock = new FakeClock();
  disk = new MemoryDisk();
  told = [];
  announcer = new Announcer(clock, (move) => told.push(move));
  records = memoryRecords(clock, disk, { moved: (move) => announcer.moved(move) });
});

async function sign(key: string): Promise<JournalHead | null> {
  const facts = { owner: '甲', origin: 'https://a.test', purpose: null, code: 'ab12', consent: 'window' } as const;
  const intent = await records.intend(Records.operation(key, 'content', 'ce'), facts);
  if (!intent.ok) throw new Error(intent.reason);
  await intent.value.conclude(success(Buffer.from('s')));
  return records.head();
}

it('tells together what comes within a second, from where the last telling ended', async () => {
  for (const key of ['one', 'two', 'three']) await sign(key);
  expect(told).toEqual([]);
  clock.advance(1_000);
  const first = records.head();
  expect(told).toEqual([{ after: GENESIS, head: first }]);
  clock.advance(60_000);
  expect(told).toHaveLength(1);
  const second = await sign('four');
  clock.advance(1_000);
  expect(told[1]).toEqual({ after: first, head: second });
});

it('does not claim to have gone on over what was lost before the files were read anew', async () => {
  const first = await sign('one');
  clock.advance(1_000);
  await sign('two');
  // The end is cut off, and the journal reads its files anew, as after a write that has failed.
  const file = disk.files.get('journal-000001.jsonl');
  if (!file) throw new Error('there is a record');
  const firstLine = file.content.indexOf('\n') + 1;
  file.content = file.content.subarray(0, firstLine);
  records.close();
  const last = await sign('three');
  clock.advance(1_000);
  expect(told[1]?.head).toEqual(last);
  expect(told[1]?.after).toMatchObject({ seq: 1 });
  expect(told[1]?.after).not.toEqual(first);
});

it('says nothing any more once it is closed', async () => {
  await sign('one');
  announcer.close();
  clock.advance(1_000);
  expect(told).toEqual([]);
});
