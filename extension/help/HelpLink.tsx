import type { HelpId } from '../../shared/text/help/ids.js';
import { HELP_UI_TEXT } from '../../shared/text/help/ui.js';
import type { Language } from '../../shared/text/language.js';
import { helpAddress } from './open.js';

/** 「怎么办」 beside a problem. */
export function HelpLink({ language, id }: { language: Language; id: HelpId }) {
  return (
    <a class="help" href={helpAddress(id)} target="_blank" rel="noopener">
      {HELP_UI_TEXT[language].whatToDo}
    </a>
  );
}
