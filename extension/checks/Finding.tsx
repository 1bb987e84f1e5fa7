import { checkHelp } from '../../shared/text/checks/help.js';
import { checkSays, checkText } from '../../shared/text/checks/index.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import type { Language } from '../../shared/text/language.js';
import { HelpLink } from '../help/HelpLink.js';
import { type Mend, RepairButton } from './RepairButton.js';
import { type CheckResult, needsUser, repairOf } from './result.js';

export interface FindingProps {
  readonly language: Language;
  readonly result: CheckResult;
  readonly repair: Mend;
}

/** What a check has found, what to do about it, the button that does it, and why it matters. */
export function Finding({ language, result, repair, main = false }: FindingProps & { readonly main?: boolean }) {
  const { what, todo, steps } = checkSays(result.id, result.code, result.facts, language);
  const button = repairOf(result);
  const help = checkHelp(result.id, result.code);
  const helps = help && needsUser(result);
  return (
    <>
      <p class="what">{what}</p>
      {todo !== undefined && <p>{todo}</p>}
      {steps && (
        <ol class="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {(button || helps) && (
        <div class="buttons">
          {button && (
            // Another finding in the same place has not failed.
            <RepairButton
              key={`${result.id} ${result.code}`}
              {...{ language, result, main }}
              repair={button}
              mend={repair}
            />
          )}
          {helps && <HelpLink language={language} id={help} />}
        </div>
      )}
      <details class="quiet">
        <summary>{LIGHT_TEXT[language].why}</summary>
        <p>{checkText(result.id, language).why}</p>
      </details>
    </>
  );
}
