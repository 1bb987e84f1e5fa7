import type { Reason } from '../../protocol/reasons.js';
import type { CheckFacts, CheckId, CodeOf } from './codes.js';

/** What broke or holds, and what mends it where something does. */
export interface Said {
  readonly what: string;
  readonly todo?: string;
  /** Where it takes several, one after the other. */
  readonly steps?: readonly string[];
}

interface CheckText<Id extends CheckId> {
  /** What is checked, in a few words. */
  readonly name: string;
  /** Why that matters. */
  readonly why: string;
  /** By code; what is a reason has the reason's words. */
  readonly says: { readonly [Code in Exclude<CodeOf<Id>, Reason>]: (facts: CheckFacts) => Said };
}

export type CheckTexts = { readonly [Id in CheckId]: CheckText<Id> };
