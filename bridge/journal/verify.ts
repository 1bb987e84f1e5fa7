import { createHash } from 'node:crypto';
import type { JournalFinding } from '../../shared/protocol/journal-verify.js';
import { follows, GENESIS, type Head, type Line, readLines, tagAfter } from './chain.js';

export interface Segment {
  readonly name: string;
  readonly content: Buffer;
}

/** More than a token signs in its life: a number beyond it is not ours. */
const MAX_SEQ = 2 ** 40;

interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

interface ChainedLine extends Place {
  readonly read: Line | null;
  /** The number that it says it has; null where it says none. */
  readonly seq: number | null;
}

export interface ChainReport {
  /** Where the chain ends: the last entry that can be read. */
  readonly head: Head;
  /** Entries whose tags are right. */
  readonly entries: number;
  readonly findings: readonly JournalFinding[];
  /** The entries that are in their places, oldest first. */
  readonly sound: readonly ChainedValue[];
}

export interface ChainedValue {
  readonly seq: number;
  readonly mac: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Reads the files of a chain, oldest first, and names whatever is not as it was written. A change by somebody without
 * the key is always found, but for a tail that was cut off: that shows by the `mirror`, the head that somebody else has
 * kept, as does a chain that was written anew with the key. `from`: the end of the files before, which are left out.
 */
export function verifyChain(
  key: Buffer,
  segments: readonly Segment[],
  mirror: Head | null = null,
  from: Head | null = null,
): ChainReport {
  const findings: JournalFinding[] = [];
  const sound: ChainedValue[] = [];
  const files = segments.map(({ name, content }) => ({ name, ...readLines(content), digest: sha256(content) }));
  const all = files.map((file) => file.lines.map((read, index) => chained(file.name, index + 1, read)));
  const bySeq = new Map([[from?.seq ?? GENESIS.seq, [from?.mac ?? GENESIS.mac]]]);
  for (const { read, seq } of all.flat()) {
    if (read && seq !== null) bySeq.set(seq, [...(bySeq.get(seq) ?? []), read.mac]);
  }
  const isGenuine = ({ read, seq }: ChainedLine): boolean =>
    read !== null && seq !== null && (bySeq.get(seq - 1) ?? []).some((mac) => follows(key, mac, read));

  const first = all.flat().find(({ read }) => read !== null);
  const start = from ?? anchor(all.flat(), first?.seq ?? null);
  let macs = [start.mac];
  let last = start.seq;
  let head: Head = from ?? GENESIS;
  for (const [index, { name, tornBytes }] of files.entries()) {
    const lines = all[index] ?? [];
    const before = { findings: findings.length, sound: sound.length };
    for (const line of lines) {
      const { read, seq, file } = line;
      const expected = last + 1;
      const place = { file, line: line.line, seq };
      const inChain = read !== null && macs.some((mac) => follows(key, mac, read));
      if (read && seq !== null && inChain) {
        sound.push({ seq, mac: read.mac, value: read.value });
        last = seq;
      } else if (read && seq !== null && isGenuine(line)) {
        if (seq === expected) sound.push({ seq, mac: read.mac, value: read.value });
        else findings.push({ kind: 'moved', ...place });
        last = expected;
      } else if (seq !== null && seq > expected && !bySeq.has(seq - 1)) {
        findings.push({ kind: 'missing', ...place, seq: expected });
        last = seq;
      } else {
        findings.push({ kind: 'edited', ...place, seq: seq ?? expected });
        last = expected;
      }
      if (read) {
        macs = [read.mac, ...macs.slice(0, 1).map((mac) => tagAfter(key, mac, read))];
        head = { seq: seq ?? last, mac: read.mac };
      }
    }
    if (lines.length > 1 && sound.length === before.sound) {
      findings.splice(before.findings, findings.length, { kind: 'rewritten', file: name, line: 1, seq: null });
    }
    if (tornBytes > 0) findings.push({ kind: 'torn', file: name, line: lines.length + 1, seq: null });
  }
  const repairs = new Map(sound.flatMap(({ value }) => (value.kind === 'repair' ? [[value.file, value.sha256]] : [])));
  const named = findings.map((finding) => {
    const file = files.find(({ name }) => name === finding.file);
    return file && repairs.get(file.name) === file.digest ? { ...finding, repaired: true as const } : finding;
  });
  return { head, entries: sound.length, findings: [...named, ...againstMirror(mirror, head, bySeq)], sound };
}

/** Whether nothing is wrong: a line that a loss of power cut off, and that the record has told of, is no damage. */
export function isIntact(findings: ChainReport['findings']): boolean {
  return findings.every(({ kind, repaired }) => kind === 'torn' && repaired);
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Where the oldest file begins: at the beginning, or after entries whose time was over, which a later one tells. */
function anchor(lines: readonly ChainedLine[], first: number | null): Head {
  for (const { read } of lines) {
    if (
      read?.value.kind === 'retire' &&
      typeof read.value.mac === 'string' &&
      read.value.through === (first ?? 0) - 1
    ) {
      return { mac: read.value.mac, seq: read.value.through };
    }
  }
  return GENESIS;
}

function againstMirror(
  mirror: Head | null,
  head: Head,
  bySeq: ReadonlyMap<number, readonly string[]>,
): JournalFinding[] {
  if (!mirror || mirror.seq === 0) return [];
  const at = { file: '', line: 0, seq: mirror.seq };
  if (mirror.seq > head.seq) return [{ kind: 'cutTail', ...at, seq: head.seq + 1 }];
  const macs = bySeq.get(mirror.seq);
  // Entries whose time was over are not there any more.
  return macs && !macs.includes(mirror.mac) ? [{ kind: 'rewritten', ...at }] : [];
}

function chained(file: string, line: number, read: Line | null): ChainedLine {
  const seq = read?.value.seq;
  const plausible = typeof seq === 'number' && Number.isInteger(seq) && seq > 0 && seq < MAX_SEQ;
  return { file, line, read, seq: plausible ? seq : null };
}
