import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import type { Outcome } from '../messages/outcome.js';
import { Failure } from './Row.js';

export interface PasswordHintProps {
  readonly language: Language;
  /** How the change of this token's password stands; undefined where none was asked for. */
  readonly outcome: 'asking' | Outcome | undefined;
  readonly change: () => void;
}

/** Says calmly that the token still has its initial password, and offers to change it. */
export function PasswordHint({ language, outcome, change }: PasswordHintProps) {
  const text = POPUP_TEXT[language];
  const asking = outcome === 'asking';
  // What the user has cancelled needs no words.
  const failed = outcome && outcome !== 'asking' && !outcome.ok && outcome.reason !== 'prompt.cancelled';
  return (
    <div class="hint">
      <p>{asking ? text.changingPassword : text.initialPassword}</p>
      {/* Not `disabled`, which would take the focus away. */}
      <button type="button" onClick={asking ? undefined : change} aria-disabled={asking}>
        {text.changePassword}
      </button>
      {failed && <Failure language={language} reason={outcome.reason} />}
    </div>
  );
}
