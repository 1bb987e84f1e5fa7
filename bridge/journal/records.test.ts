import { beforeEach, describe, expect, it } from 'vitest';
import { failure, success } from '../../shared/protocol/reasons.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { MemoryDisk, memoryRecords } from '../../test/support/memory-disk.js';
import { Records, type SignatureFacts } from './records.js';

const FACTS: SignatureFacts = {
  owner: '甲公司',
  origin: 'https://a.test',
  purpose: null,
  code: 'ab',
  consent: 'window',
};
const SIGNATURE = success(Buffer.from('a signature'));
const operation = Records.operation('key', 'content', 'certificate');
let clock: FakeClock;
let disk: MemoryDisk;
let records: Records;

beforeEach(() => {
  clock = new FakeClock();
  disk = new MemoryDisk();
  records = memoryRecords(clock, disk);
});

async function intend(of = operation) {
  const intent = await records.intend(of, FACTS);
  if (!intent.ok) throw new Error(intent.reason);
  return intent.value;
}

/** Another bridge on the same disk, after the power was lost. */
function restart(): void {
  disk = disk.afterDeath({ kept: 0 });
  records = memoryRecords(clock, disk);
}

describe('what is known of a signature', () => {
  it('outlives the bridge: its outcome, or that it is uncertain', async () => {
    expect(await records.find(operation)).toEqual(success({ kind: 'new' }));
    const intent = await intend();
    restart();
    expect(await records.find(operation)).toEqual(success({ kind: 'uncertain' }));
    expect(await records.certificateOf('key')).toBe('certificate');
    void intent;
    expect(await (await intend()).conclude(SIGNATURE)).toEqual(success(undefined));
    restart();
    expect(await records.find(operation)).toEqual(success({ kind: 'done', outcome: SIGNATURE }));
  });

  it('is a failure too, as it was', async () => {
    await (await intend()).conclude(failure('password.incorrect', 2));
    restart();
    expect(await records.find(operation)).toEqual(success({ kind: 'done', outcome: failure('password.incorrect', 2) }));
  });

  it('is bound to its content', async () => {
    await (await intend()).conclude(SIGNATURE);
    restart();
    const other = Records.operation('key', 'other content', 'certificate');
    expect(await records.find(other)).toEqual(success({ kind: 'other' }));
  });

  it('is forgotten ten minutes after, and its bytes with it', async () => {
    await (await intend()).conclude(SIGNATURE);
    clock.advance(10 * 60_000 - 1);
    restart();
    expect(await records.find(operation)).toMatchObject({ value: { kind: 'done' } });
    clock.advance(1);
    expect(await records.find(operation)).toEqual(success({ kind: 'new' }));
    restart();
    await records.find(operation);
    expect(disk.read('results.jsonl')).toHaveLength(0);
  });

  it('is bounded: the oldest outcomes make room, never what is uncertain', async () => {
    const uncertain = Records.operation('uncertain', 'content', 'certificate');
    await intend(uncertain);
    const all = Array.from({ length: 2_100 }, (_, index) => Records.operation(`${index}`, 'content', 'certificate'));
    for (const each of all) await (await intend(each)).conclude(SIGNATURE);
    const known = async (of = operation) => {
      const found = await records.find(of);
      return found.ok && found.value.kind;
    };
    expect(await known(uncertain)).toBe('uncertain');
    expect(await known(all[0])).toBe('new');
    expect(await known(all.at(-1))).toBe('done');
    restart();
    expect(await known(uncertain)).toBe('uncertain');
  });

  it('is not taken from a file that somebody else has written', async () => {
    await (await intend()).conclude(SIGNATURE);
    const file = disk.files.get('results.jsonl');
    if (file) file.content = Buffer.from(file.content.toString().replace(/"signature":"./g, '"signature":"x'));
    restart();
    expect(await records.find(operation)).toEqual(success({ kind: 'uncertain' }));
  });
});

describe('the journal', () => {
  const said = () => {
    const report = records.report();
    return report.ok ? report.value.sound.map(({ value: { kind, of } }) => [kind, of]) : report;
  };

  it('gets the outcome that only the results had when the power was lost', async () => {
    await (await intend()).conclude(SIGNATURE);
    const journal = disk.files.get('journal-000001.jsonl');
    if (journal) journal.synced = journal.content.indexOf('\n') + 1;
    restart();
    expect(said()).toEqual([['intent', undefined]]);
    expect(await records.find(operation)).toMatchObject({ value: { kind: 'done' } });
    expect(said()).toEqual([
      ['intent', undefined],
      ['signed', 1],
    ]);
  });

  it('says that an intent came to nothing that the results could not take', async () => {
    await records.find(operation);
    const results = disk.files.get('results.jsonl');
    if (results) results.content = Buffer.from('changed behind its back');
    expect(await records.intend(operation, FACTS)).toEqual(failure('records.unwritable'));
    expect(said()).toEqual([
      ['intent', undefined],
      ['failed', 1],
    ]);
  });
});
