import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JournalFinding, JournalHead } from '../../shared/protocol/journal-verify.js';
import { failure, success } from '../../shared/protocol/reasons.js';
import { JournalMirror, type Verify } from './journal-mirror.js';

const head = (seq: number, letter = 'a'): JournalHead => ({ seq, mac: letter.repeat(43) });
const report = (at: JournalHead, findings: JournalFinding[] = []) =>
  success({ intact: findings.length === 0, entries: at.seq, head: at, findings });

let kept: Record<string, unknown>;
const storage = {
  get: async (name: string) => (name in kept ? { [name]: kept[name] } : {}),
  set: async (items: Record<string, unknown>) => void Object.assign(kept, items),
};
const stored = () => kept['journal:b'];
let mirror: JournalMirror;

/** The bridge is connected with, and has read where its record ends. */
const ends = (bridge: string, at: JournalHead, verify: Verify) =>
  mirror.moved(bridge, { head: at, after: null }, verify);

beforeEach(() => {
  kept = {};
  mirror = new JournalMirror(storage);
});

describe('the end of the record', () => {
  it('is kept at first sight, and not asked about while it stays', async () => {
    const verify = vi.fn();
    await ends('b', head(4), verify);
    await ends('b', head(4), verify);
    expect(stored()).toEqual({ schemaVersion: 1, head: head(4), broken: false });
    expect(verify).not.toHaveBeenCalled();
  });

  it('moves on where the record still holds what was kept', async () => {
    await ends('b', head(4), vi.fn());
    const verify = vi.fn(async () => report(head(9, 'c')));
    await ends('b', head(8, 'b'), verify);
    expect(verify).toHaveBeenCalledWith({ mirror: head(4) });
    expect(stored()).toMatchObject({ head: head(9, 'c'), broken: false });
  });

  it.each<JournalFinding>([
    { kind: 'cutTail', file: '', line: 0, seq: 3 },
    { kind: 'rewritten', file: '', line: 0, seq: 4 },
  ])('stays, and says so, where it does not: $kind', async (finding) => {
    await ends('b', head(4), vi.fn());
    for (const seq of [2, 3]) await ends('b', head(seq, 'b'), async () => report(head(seq), [finding]));
    expect(await mirror.kept('b')).toMatchObject({ head: head(4), broken: true });
  });

  it('is asked about again where the bridge could not say', async () => {
    await ends('b', head(4), vi.fn());
    await ends('b', head(6), async () => failure('records.unwritable'));
    expect(stored()).toMatchObject({ head: head(4), broken: false });
  });

  it('is each bridge’s own', async () => {
    await ends('b', head(4), vi.fn());
    await ends('other', head(1), vi.fn());
    expect(stored()).toMatchObject({ head: head(4) });
    expect(await mirror.kept('none')).toBeNull();
  });

  it('fits again where the record that was kept is there again', async () => {
    const cut: JournalFinding = { kind: 'cutTail', file: '', line: 0, seq: 3 };
    await ends('b', head(4), vi.fn());
    await ends('b', head(2, 'b'), async () => report(head(2, 'b'), [cut]));
    await ends('b', head(4), vi.fn());
    expect(stored()).toMatchObject({ head: head(4), broken: false });
  });
});

describe('a bridge that writes on', () => {
  const cut: JournalFinding = { kind: 'cutTail', file: '', line: 0, seq: 3 };

  it('is believed where it goes on from what is kept, with nothing verified', async () => {
    const verify = vi.fn();
    await ends('b', head(4), verify);
    await mirror.moved('b', { after: head(4), head: head(6, 'b') }, verify);
    await mirror.moved('b', { after: head(6, 'b'), head: head(8, 'c') }, verify);
    expect(stored()).toMatchObject({ head: head(8, 'c') });
    expect(verify).not.toHaveBeenCalled();
  });

  it('is not where it goes on from another end, however far', async () => {
    await ends('b', head(4), vi.fn());
    const verify = vi.fn(async () => report(head(9, 'c'), [{ ...cut, kind: 'rewritten' as const }]));
    await mirror.moved('b', { after: head(4, 'x'), head: head(9, 'c') }, verify);
    expect(verify).toHaveBeenCalledWith({ mirror: head(4) });
    expect(stored()).toMatchObject({ head: head(4), broken: true });
    await mirror.moved('b', { after: head(9, 'c'), head: head(12, 'd') }, verify);
    expect(stored()).toMatchObject({ head: head(4), broken: true });
  });

  it('is heard in order: a check that takes long puts no older end over a newer one', async () => {
    await ends('b', head(4), vi.fn());
    let answer: (value: ReturnType<typeof report>) => void = () => undefined;
    const answered = new Promise<ReturnType<typeof report>>((resolve) => {
      answer = resolve;
    });
    const slow = ends('b', head(6, 'b'), () => answered);
    const move = { after: head(6, 'b'), head: head(8, 'c') };
    const next = mirror.moved('b', move, async () => report(head(8, 'c')));
    await new Promise((resolve) => setImmediate(resolve));
    answer(report(head(6, 'b')));
    await slow;
    await next;
    expect(stored()).toMatchObject({ head: head(8, 'c') });
  });

  it('may be checked at any time, which the end that is kept follows', async () => {
    await ends('b', head(4), vi.fn());
    expect(await mirror.verified('b', async () => report(head(2, 'b'), [cut]))).toMatchObject({ ok: true });
    expect(stored()).toMatchObject({ head: head(4), broken: true });
    const verify = vi.fn(async () => report(head(6, 'b')));
    await mirror.verified('b', verify);
    expect(verify).toHaveBeenCalledWith({ mirror: head(4) });
    expect(stored()).toMatchObject({ head: head(6, 'b'), broken: false });
  });

  it('that was broken is compared with what it is now once the user has looked into it', async () => {
    await ends('b', head(4), vi.fn());
    await mirror.verified('b', async () => report(head(2, 'b'), [cut]));
    expect(await mirror.accepted('b', async () => failure('records.unwritable'))).toMatchObject({ ok: false });
    expect(stored()).toMatchObject({ head: head(4), broken: true });
    const verify = vi.fn(async () => report(head(2, 'b')));
    expect(await mirror.accepted('b', verify)).toMatchObject({ ok: true });
    expect(verify).toHaveBeenCalledWith({ mirror: null });
    expect(stored()).toMatchObject({ head: head(2, 'b'), broken: false });
  });
});
