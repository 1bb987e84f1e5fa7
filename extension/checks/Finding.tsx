import { checkSays, checkText } from '../../shared/text/checks/index.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { REPAIR_TEXT, type Repair } from '../../shared/text/checks/repairs.js';
import type { Language } from '../../shared/text/language.js';
import { type CheckResult, repairOf } from './result.js';

export interface FindingProps {
  readonly language: Language;
  readonly result: CheckResult;
  /** Does what the button says. */
  readonly repair: (repair: Repair, result: CheckResult) => void;
}

/** What a check has found, what to do about it, the button that does it, and why it matters. */
export function Finding({ language, result, repair, main = false }: FindingProps & { readonly main?: boolean }) {
  const { what, todo } = checkSays(result.id, result.code, result.facts, language);
  const button = repairOf(result);
  return (
    <>
      <p class="what">{what}</p>
      {todo !== undefined && <p>{todo}</p>}
      {button && (
        <div class="buttons">
          <button type="button" class={main ? 'main' : undefined} onClick={() => repair(button, result)}>
            {REPAIR_TEXT[language][button]}
          </button>
        </div>
      )}
      <details class="quiet">
        <summary>{LIGHT_TEXT[language].why}</summary>
        <p>{checkText(result.id, language).why}</p>
      </details>
    </>
  );
}
