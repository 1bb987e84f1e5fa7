import fc from 'fast-check';
import { readLines } from '../../bridge/journal/chain.js';
import { Records } from '../../bridge/journal/records.js';
import { journalPage } from '../../bridge/journal/rows.js';
import { verifyChain } from '../../bridge/journal/verify.js';
import { journalRowSchema } from '../../shared/protocol/journal-list.js';
import { success } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../support/fake-clock.js';
import { MemoryDisk, memoryRecords } from '../support/memory-disk.js';
import { fuzz } from './fuzz.js';
import { hostileBytes } from './mutate.js';

const KEY = Buffer.alloc(32, 7);
const FACTS = {
  owner: '衡水金保科技有限公司',
  origin: 'https://portal.test',
  purpose: null,
  code: 'AB12',
  consent: 'window',
} as const;
const operation = (at: number) => Records.operation(`name-${at}`, `content-${at}`, 'c'.repeat(64));

/** What a bridge has left on its disk after a few signatures. */
async function recorded(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  const records = memoryRecords(new FakeClock(), disk);
  for (let at = 0; at < 6; at += 1) {
    const intent = await records.intend(operation(at), FACTS);
    if (!intent.ok) throw new Error(intent.reason);
    if (at < 5) await intent.value.conclude(success(Buffer.alloc(256, at)));
  }
  records.close();
  return disk;
}

const original = await recorded();
const fileOf = (pattern: RegExp): string => original.names().find((name) => pattern.test(name)) ?? '';
const [journal, results] = [fileOf(/^(?!results)/), fileOf(/^results/)];
const contentOf = (name: string): Buffer => Buffer.from(original.read(name) ?? '');
const { head } = verifyChain(KEY, [{ name: journal, content: contentOf(journal) }]);
if (head.seq < 10) throw new Error('the record holds nothing');

const lines = contentOf(journal)
  .toString('latin1')
  .split(/(?<=\n)/)
  .map((line) => Buffer.from(line, 'latin1'));
const rearranged = fc.oneof(
  fc.constant(lines),
  fc.shuffledSubarray(lines),
  fc.tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1)).map(([from, to]) => {
    const moved = lines.filter((_, at) => at !== from);
    return [...moved.slice(0, to), ...lines.slice(from, from + 1), ...moved.slice(to)];
  }),
);

fuzz('the journal', hostileBytes(rearranged.map((some) => Buffer.concat(some))), (content) => {
  const { findings } = verifyChain(KEY, [{ name: journal, content }], head);
  if (findings.length === 0 && !content.equals(contentOf(journal))) throw new Error('a change that is not found');
  const values = readLines(content).lines.flatMap((read) => (read ? [read.value] : []));
  for (const row of journalPage(values.reverse(), null, 100).rows) journalRowSchema.parse(row);
});

const files = fc.tuple(hostileBytes(fc.constant(contentOf(journal))), hostileBytes(fc.constant(contentOf(results))));

fuzz('records from the disk', files, async ([journalBytes, resultsBytes]) => {
  const disk = new MemoryDisk();
  disk.replace(journal, journalBytes);
  disk.replace(results, resultsBytes);
  const records = memoryRecords(new FakeClock(), disk);
  for (let at = 0; at < 6; at += 1) {
    const known = await records.find(operation(at));
    // Lines are sealed: whatever is left is what was written.
    const value = known.ok && known.value.kind === 'done' && known.value.outcome.ok ? known.value.outcome.value : null;
    if (value && !value.equals(Buffer.alloc(256, at))) throw new Error('a signature that was never made');
  }
  const intent = await records.intend(operation(9), FACTS);
  if (!intent.ok || !(await intent.value.conclude(success(Buffer.alloc(1)))).ok) throw new Error('no more is recorded');
  if (!disk.read(journal)?.subarray(0, journalBytes.length).equals(journalBytes))
    throw new Error('a damaged file was changed');
  records.close();
});
