import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalFinding, JournalHead } from '../../shared/protocol/journal-verify.js';
import { failure, success } from '../../shared/protocol/reasons.js';
import { mirrorJournal } from './journal-mirror.js';

const head = (seq: number, letter = 'a'): JournalHead => ({ seq, mac: letter.repeat(43) });
const report = (at: JournalHead, findings: JournalFinding[] = []) =>
  success({ intact: findings.length === 0, entries: at.seq, head: at, findings });

let kept: Record<string, unknown>;
const storage = {
  get: async (name: string) => (name in kept ? { [name]: kept[name] } : {}),
  set: async (items: Record<string, unknown>) => void Object.assign(kept, items),
};
const mirror = () => kept['journal:b'];

beforeEach(() => {
  kept = {};
});

describe('the end of the record', () => {
  it('is kept at first sight, and not asked about while it stays', async () => {
    const verify = vi.fn();
    await mirrorJournal(storage, 'b', head(4), verify);
    await mirrorJournal(storage, 'b', head(4), verify);
    expect(mirror()).toEqual({ schemaVersion: 1, head: head(4), broken: false });
    expect(verify).not.toHaveBeenCalled();
  });

  it('moves on where the record still holds what was kept', async () => {
    await mirrorJournal(storage, 'b', head(4), vi.fn());
    const verify = vi.fn(async () => report(head(9, 'c')));
    await mirrorJournal(storage, 'b', head(8, 'b'), verify);
    expect(verify).toHaveBeenCalledWith({ mirror: head(4) });
    expect(mirror()).toMatchObject({ head: head(9, 'c'), broken: false });
  });

  it.each<JournalFinding>([
    { kind: 'cutTail', file: '', line: 0, seq: 3 },
    { kind: 'rewritten', file: '', line: 0, seq: 4 },
  ])('stays, and says so, where it does not: $kind', async (finding) => {
    await mirrorJournal(storage, 'b', head(4), vi.fn());
    for (const seq of [2, 3])
      await mirrorJournal(storage, 'b', head(seq, 'b'), async () => report(head(seq), [finding]));
    expect(mirror()).toMatchObject({ head: head(4), broken: true });
  });

  it('is asked about again where the bridge could not say', async () => {
    await mirrorJournal(storage, 'b', head(4), vi.fn());
    await mirrorJournal(storage, 'b', head(6), async () => failure('records.unwritable'));
    expect(mirror()).toMatchObject({ head: head(4), broken: false });
  });

  it('is each bridge’s own', async () => {
    await mirrorJournal(storage, 'b', head(4), vi.fn());
    await mirrorJournal(storage, 'other', head(1), vi.fn());
    expect(mirror()).toMatchObject({ head: head(4) });
  });
});
