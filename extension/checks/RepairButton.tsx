import { useState } from 'preact/hooks';
import { REPAIR_TEXT, type Repair, type RepairFailure, repairFailed } from '../../shared/text/checks/repairs.js';
import { REASON_HELP } from '../../shared/text/help/reasons.js';
import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { HelpLink } from '../help/HelpLink.js';
import type { CheckResult } from './result.js';

/** Does what the button says; resolves with why it came to nothing, else with null. */
export type Mend = (repair: Repair, result: CheckResult) => Promise<RepairFailure | null>;

export interface RepairButtonProps {
  readonly language: Language;
  readonly repair: Repair;
  readonly result: CheckResult;
  readonly mend: Mend;
  readonly main?: boolean;
}

/** The button that mends a finding, and beside it why it did not. */
export function RepairButton({ language, repair, result, mend, main = false }: RepairButtonProps) {
  const [state, setState] = useState<'busy' | RepairFailure | null>(null);
  const isBusy = state === 'busy';
  const click = (): void => {
    // Begun in the click itself: the browser asks for a permission in that alone.
    const mended = mend(repair, result);
    setState('busy');
    void mended.then(setState);
  };
  return (
    <>
      {/* Not `disabled`, which would take the focus away. */}
      <button
        type="button"
        class={main ? 'main' : undefined}
        onClick={isBusy ? undefined : click}
        aria-disabled={isBusy}
      >
        {REPAIR_TEXT[language][repair]}
      </button>
      {isBusy && repair === 'changePassword' && <p role="status">{POPUP_TEXT[language].changingPassword}</p>}
      {state !== null && !isBusy && <RepairFailed language={language} failure={state} />}
    </>
  );
}

function RepairFailed({ language, failure }: { readonly language: Language; readonly failure: RepairFailure }) {
  const { what, todo } = repairFailed(failure, language);
  const help = Object.hasOwn(REASON_HELP, failure) ? REASON_HELP[failure as keyof typeof REASON_HELP] : null;
  return (
    <div class="failed" role="alert">
      <p class="failure">{what}</p>
      <p>{todo}</p>
      {help && (
        <p>
          <HelpLink language={language} id={help} />
        </p>
      )}
    </div>
  );
}
