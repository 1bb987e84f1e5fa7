import * as z from 'zod/mini';
import { type CheckResult, checkResultSchema, isKnown } from './result.js';

const HISTORY_LENGTH = 200;

/** What chrome.storage.local keeps under `checks`: the last findings, and how they came about. */
const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The end of the last run; milliseconds since the epoch. */
  at: z.number(),
  results: z.array(checkResultSchema),
  /** Changes, newest first. */
  history: z.array(checkResultSchema),
});
export interface StoredChecks {
  readonly at: number;
  readonly results: readonly CheckResult[];
  readonly history: readonly CheckResult[];
}

const NOTHING: StoredChecks = { at: 0, results: [], history: [] };

/** What they find tells of a password: kept while the browser runs, never on disk. */
const UNWRITTEN: readonly CheckResult['id'][] = ['initialPassword'];

/** What is kept under `checks`, as far as this version understands it. */
export function readChecks(value: unknown): StoredChecks {
  const stored = storedSchema.safeParse(value).data;
  if (!stored) return NOTHING;
  return { at: stored.at, results: stored.results.filter(isKnown), history: stored.history.filter(isKnown) };
}

/** What both areas keep: chrome.storage.local, and chrome.storage.session for what is not to be written. */
export function readBoth(local: unknown, session: unknown): StoredChecks {
  const [written, here] = [readChecks(local), readChecks(session)];
  const history = [...written.history, ...here.history].sort((a, b) => b.at - a.at);
  return { at: written.at, results: [...written.results, ...here.results], history };
}

/** The findings with newer ones in their place, and what has changed by them noted. */
export function withResults(before: StoredChecks, fresh: readonly CheckResult[], at: number): StoredChecks {
  const kept = before.results.filter(({ id }) => !fresh.some((one) => one.id === id));
  const changed = fresh.filter(({ id, code }) => {
    const last = before.history.find((one) => one.id === id);
    // What was not told in time is no change.
    return code !== 'unknown' && last?.code !== code;
  });
  return { at, results: [...kept, ...fresh], history: [...changed, ...before.history].slice(0, HISTORY_LENGTH) };
}

/** What either area is to keep of the findings. */
export function storedForm(checks: StoredChecks, area: 'local' | 'session'): z.infer<typeof storedSchema> {
  const belongs = ({ id }: CheckResult): boolean => UNWRITTEN.includes(id) === (area === 'session');
  const plain = ({ id, code, facts, at }: CheckResult) => ({ id, code, facts: { ...facts }, at });
  return {
    schemaVersion: 1,
    at: checks.at,
    results: checks.results.filter(belongs).map(plain),
    history: checks.history.filter(belongs).map(plain),
  };
}
