import type { CheckFacts, CheckId, CodeOf } from '../../shared/text/checks/codes.js';
import type { Repair } from '../../shared/text/checks/repairs.js';
import type { Facts, SourceName } from './facts.js';

/**
 * `bad` stops the work; `alarm` stops none, and is to be looked at before whatever is only `warn`, which will or may stop it;
 * `info` is good to know, `unknown` is never taken for any.
 */
export type CheckState = 'good' | 'info' | 'warn' | 'alarm' | 'bad' | 'unknown';

/** What a code stands for. */
export interface Meaning {
  readonly state: CheckState;
  /** The button that mends it. */
  readonly repair?: Repair;
}

export interface Verdict<Id extends CheckId> {
  readonly code: CodeOf<Id>;
  /** What its sentence names. */
  readonly facts?: CheckFacts;
}

/** One environment check: what it needs to know, and what it makes of that. Pure: it asks nobody and changes nothing. */
export interface Check<Id extends CheckId = CheckId> {
  readonly id: Id;
  /** It is judged anew whenever one of these has answered. */
  readonly needs: readonly SourceName[];
  readonly meanings: { readonly [Code in CodeOf<Id>]: Meaning };
  /** `unknown` wherever what it needs was not told: never a guess. */
  judge(facts: Facts): Verdict<Id>;
}

/** Ties a check's codes to its id. */
export function check<Id extends CheckId>(one: Check<Id>): Check<Id> {
  return one;
}
