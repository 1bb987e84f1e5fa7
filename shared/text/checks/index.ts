import type { Reason } from '../../protocol/reasons.js';
import type { Language, Texts } from '../language.js';
import { REASON_TEXT } from '../reasons.js';
import type { CheckFacts, CheckId, CodeOf } from './codes.js';
import { EN } from './en.js';
import { ZH_CN } from './zh-CN.js';

/** What broke or holds, and what mends it where something does. */
export interface Said {
  readonly what: string;
  readonly todo?: string;
}

interface CheckText<Id extends CheckId> {
  /** What is checked, in a few words. */
  readonly name: string;
  /** Why that matters. */
  readonly why: string;
  /** By code; what is a reason has the reason's words. */
  readonly says: { readonly [Code in Exclude<CodeOf<Id>, Reason>]: (facts: CheckFacts) => Said };
}

export interface CheckTexts {
  readonly checks: { readonly [Id in CheckId]: CheckText<Id> };
}

const TEXTS: Texts<CheckTexts> = { 'zh-CN': ZH_CN, en: EN };

/** The name of a check and why it matters. */
export function checkText(id: CheckId, language: Language): { readonly name: string; readonly why: string } {
  return TEXTS[language].checks[id];
}

/** The sentences for what a check has found. What failed for a reason that has no code of its own has that reason's words. */
export function checkSays(id: CheckId, code: string, facts: CheckFacts, language: Language): Said {
  const says = TEXTS[language].checks[id].says as Readonly<Record<string, (facts: CheckFacts) => Said>>;
  const reason = code === 'failed' && typeof facts.reason === 'string' ? facts.reason : code;
  const known = Object.hasOwn(REASON_TEXT[language], reason);
  if (known) return REASON_TEXT[language][reason as Reason];
  const say = Object.hasOwn(says, code) ? says[code] : undefined;
  return say ? say(facts) : { what: code };
}
