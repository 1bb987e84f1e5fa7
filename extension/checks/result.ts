import * as z from 'zod/mini';
import { CHECK_CODES, CHECK_IDS, type CheckFacts, type CheckId } from '../../shared/text/checks/codes.js';
import type { Repair } from '../../shared/text/checks/repairs.js';
import type { Check, CheckState } from './check.js';
import type { Facts } from './facts.js';
import { CHECKS } from './index.js';

/** What a check has found, as it is kept and shown. */
export const checkResultSchema = z.strictObject({
  id: z.enum(CHECK_IDS as [CheckId, ...CheckId[]]),
  code: z.string().check(z.maxLength(40)),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Milliseconds since the epoch. */
  at: z.number(),
});

export interface CheckResult {
  readonly id: CheckId;
  readonly code: string;
  readonly facts: CheckFacts;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What the check makes of the facts. */
export function judge(id: CheckId, facts: Facts): CheckResult {
  const { code, facts: named = {} } = (CHECKS[id] as Check).judge(facts);
  return { id, code, facts: named, at: facts.now };
}

/** Whether this version knows the code; what another version kept may be another's. */
export function isKnown({ id, code }: CheckResult): boolean {
  return (CHECK_CODES[id] as readonly string[]).includes(code);
}

/** How a finding counts; a code that this version does not know is not known. */
export function stateOf({ id, code }: CheckResult): CheckState {
  return meaningOf(id, code)?.state ?? 'unknown';
}

/** The button that mends it. */
export function repairOf({ id, code }: CheckResult): Repair | null {
  return meaningOf(id, code)?.repair ?? null;
}

function meaningOf(id: CheckId, code: string) {
  const meanings: Readonly<Record<string, { readonly state: CheckState; readonly repair?: Repair }>> =
    CHECKS[id].meanings;
  return Object.hasOwn(meanings, code) ? meanings[code] : undefined;
}

/** `alarm`: what was found has to be looked at, and stops no work. */
export type Light = 'ready' | 'attention' | 'alarm' | 'broken' | 'unknown';

/** What has to be known before anything is called ready. */
const ESSENTIAL: readonly CheckId[] = ['program', 'token', 'validity', 'site'];

/** The traffic light of all findings together: what is not known turns it neither green nor red. */
export function lightOf(results: readonly CheckResult[]): Light {
  const states = results.map(stateOf);
  if (states.includes('bad')) return 'broken';
  if (states.includes('alarm')) return 'alarm';
  if (states.includes('warn')) return 'attention';
  const isKnown = ESSENTIAL.every((id) => results.some((one) => one.id === id && stateOf(one) !== 'unknown'));
  return isKnown ? 'ready' : 'unknown';
}

/** The states that want something of the user, the most pressing first. */
const PRESSING = ['bad', 'alarm', 'warn'] as const;

/** The findings that want something of the user, what stops the work first, each in the order of the chain. */
export function problemsOf(results: readonly CheckResult[]): readonly CheckResult[] {
  return PRESSING.flatMap((state) => results.filter((result) => stateOf(result) === state).sort(inOrder));
}

/** Whether it is one of those. */
export function needsUser(result: CheckResult): boolean {
  return PRESSING.some((state) => stateOf(result) === state);
}

/** Compares by the chain from the computer to the portal. */
export function inOrder(a: CheckResult, b: CheckResult): number {
  return CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id);
}
