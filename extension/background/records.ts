import type { Params } from '../../shared/protocol/index.js';
import type { Result } from '../../shared/protocol/reasons.js';
import type { RecordsExported } from '../messages/journal-export.js';
import type { RecordsListed } from '../messages/journal-list.js';
import type { RecordState } from '../messages/journal-state.js';
import type { RecordVerified } from '../messages/journal-verify.js';
import type { Outcome } from '../messages/outcome.js';
import { answer } from './answer.js';
import type { KeptEnd, Verify } from './journal-mirror.js';
import type { Link } from './link.js';

type Caller = Pick<Link<unknown>, 'call'>;

/** What is kept of the record of the bridge that this browser is connected with. */
export interface RecordMirror {
  kept(): Promise<KeptEnd | null>;
  verified(verify: Verify): ReturnType<Verify>;
  accepted(verify: Verify): Promise<Result<void>>;
}

export async function recordState(mirror: Pick<RecordMirror, 'kept'>): Promise<RecordState> {
  return { broken: (await mirror.kept())?.broken ?? false };
}

export async function listRecords(page: Params<'journal.list'>, link: Caller): Promise<RecordsListed> {
  return answer(await link.call('journal.list', page));
}

/** Has the record verified, which also brings what is kept of it up to date. */
export async function verifyRecord(mirror: RecordMirror, link: Caller): Promise<RecordVerified> {
  return answer(await mirror.verified((params) => link.call('journal.verify', params)));
}

/** Takes the record as it is from now on. */
export async function acceptRecord(mirror: RecordMirror, link: Caller): Promise<Outcome> {
  const accepted = await mirror.accepted((params) => link.call('journal.verify', params));
  return accepted.ok ? { ok: true } : { ok: false, reason: accepted.reason };
}

export async function exportRecords(part: Params<'journal.export'>, link: Caller): Promise<RecordsExported> {
  return answer(await link.call('journal.export', part));
}
