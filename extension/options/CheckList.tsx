import { checkSays, checkText } from '../../shared/text/checks/index.js';
import type { Language } from '../../shared/text/language.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { Finding, type FindingProps } from '../checks/Finding.js';
import { CHECK_LEVELS } from '../checks/levels.js';
import type { Mend } from '../checks/RepairButton.js';
import { inOrder, stateOf } from '../checks/result.js';
import type { StoredChecks } from '../checks/stored.js';
import { Mark } from '../popup/Row.js';

export interface CheckListProps {
  readonly language: Language;
  readonly checks: StoredChecks;
  /** When the run began that is under way; null where none is. */
  readonly since: number | null;
  readonly runChecks: () => void;
  readonly repair: Mend;
}

/** What the environment checks have found, and what has changed. */
export function CheckList({ language, checks, since, runChecks, repair }: CheckListProps) {
  const text = OPTIONS_TEXT[language].checks;
  const isRunning = since !== null;
  return (
    <>
      <div class="buttons">
        {/* Not `disabled`, which would take the focus away. */}
        <button type="button" onClick={isRunning ? undefined : runChecks} aria-disabled={isRunning}>
          {isRunning ? POPUP_TEXT[language].checking : POPUP_TEXT[language].refresh}
        </button>
        <span class="quiet" role="status">
          {!isRunning && checks.at > 0 && text.lastRun(timeOf(checks.at, language))}
        </span>
      </div>
      <ul class="found" aria-busy={isRunning}>
        {[...checks.results].sort(inOrder).map((result) => (
          <Found key={result.id} {...{ language, result, repair }} />
        ))}
      </ul>
      <details id="history">
        <summary>{text.history}</summary>
        {checks.history.length === 0 && <p class="quiet">{text.noHistory}</p>}
        <ol class="history">
          {checks.history.map((result) => (
            <li key={`${result.id} ${result.at} ${result.code}`}>
              <span class="time">{timeOf(result.at, language)}</span> {checkText(result.id, language).name}
              {text.colon}
              {checkSays(result.id, result.code, result.facts, language).what}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function Found({ language, result, repair }: FindingProps) {
  const state = stateOf(result);
  return (
    <li class={CHECK_LEVELS[state]}>
      <Mark level={CHECK_LEVELS[state]} />
      <div>
        <h3>
          {checkText(result.id, language).name} <span class="badge">{OPTIONS_TEXT[language].checks.states[state]}</span>
        </h3>
        <Finding language={language} result={result} repair={repair} />
        <p class="quiet time">{timeOf(result.at, language)}</p>
      </div>
    </li>
  );
}

function timeOf(at: number, language: Language): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}
