import type { Reason } from '../../protocol/reasons.js';
import type { Language, Texts } from '../language.js';
import { REASON_TEXT } from '../reasons.js';
import type { CheckTexts, Said } from './check-text.js';
import type { CheckFacts, CheckId } from './codes.js';
import { COMPUTER_TEXT } from './computer.js';
import { PROGRAM_TEXT } from './program.js';
import { SITE_TEXT } from './site.js';
import { TOKEN_TEXT } from './token.js';

const TEXTS: Texts<CheckTexts> = { 'zh-CN': textsIn('zh-CN'), en: textsIn('en') };

function textsIn(language: Language): CheckTexts {
  return { ...COMPUTER_TEXT[language], ...PROGRAM_TEXT[language], ...TOKEN_TEXT[language], ...SITE_TEXT[language] };
}

/** The name of a check and why it matters. */
export function checkText(id: CheckId, language: Language): { readonly name: string; readonly why: string } {
  return TEXTS[language][id];
}

/** The sentences for what a check has found. What failed for a reason that has no code of its own has that reason's words. */
export function checkSays(id: CheckId, code: string, facts: CheckFacts, language: Language): Said {
  const says = TEXTS[language][id].says as Readonly<Record<string, (facts: CheckFacts) => Said>>;
  const reason = code === 'failed' && typeof facts.reason === 'string' ? facts.reason : code;
  const known = Object.hasOwn(REASON_TEXT[language], reason);
  if (known) return REASON_TEXT[language][reason as Reason];
  const say = Object.hasOwn(says, code) ? says[code] : undefined;
  return say ? say(facts) : { what: code };
}
