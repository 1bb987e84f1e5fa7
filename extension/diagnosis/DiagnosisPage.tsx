import { CHECK_IDS } from '../../shared/text/checks/codes.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { DIAGNOSIS_PAGE_TEXT } from '../../shared/text/diagnosis-page.js';
import { beijingTime } from '../../shared/text/journal.js';
import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import type { Mend } from '../checks/RepairButton.js';
import type { StoredChecks } from '../checks/stored.js';
import { helpAddress } from '../help/open.js';
import { ChainView } from './ChainView.js';
import { chainOf } from './chain.js';
import { Findings } from './Findings.js';
import { SaveForm, type SaveFormProps } from './SaveForm.js';
import { SupportCard, type SupportCardProps } from './SupportCard.js';

export interface DiagnosisPageProps extends SaveFormProps, SupportCardProps {
  readonly language: Language;
  readonly checks: StoredChecks;
  /** When the run began that is under way, milliseconds since the epoch; null where none is. */
  readonly since: number | null;
  readonly again: () => void;
  readonly repair: Mend;
}

/** All checks, the way from the page to the portal, and what can be told to whoever helps. */
export function DiagnosisPage(props: DiagnosisPageProps) {
  const { language, checks, since, again, repair } = props;
  const text = DIAGNOSIS_PAGE_TEXT[language];
  const running = since !== null;
  const done = running ? checks.results.filter(({ at }) => at >= since).length : CHECK_IDS.length;
  return (
    <main aria-busy={running}>
      <header>
        <img src="/extension/icons/icon-48.png" alt="" width="32" height="32" />
        <h1>{text.title}</h1>
        <a href={helpAddress('hotlines')} target="_blank" rel="noopener">
          {LIGHT_TEXT[language].help}
        </a>
        {/* Not `disabled`, which would take the focus away. */}
        <button type="button" class="main" onClick={running ? undefined : again} aria-disabled={running}>
          {text.again}
        </button>
      </header>
      <section class="card">
        <h2>{text.chain}</h2>
        <progress value={done} max={CHECK_IDS.length} aria-label={text.progress(done, CHECK_IDS.length)} />
        <p class="quiet" role="status">
          {running ? text.progress(done, CHECK_IDS.length) : text.ended(beijingTime(new Date(checks.at).toISOString()))}
        </p>
        <ChainView
          language={language}
          chain={chainOf(checks.results, since)}
          before={running ? chainOf(checks.results, null).broken : null}
          running={running}
          repair={repair}
        />
        <p class="history">
          <a href="/extension/options/index.html#history" target="_blank" rel="noopener">
            {text.history}
          </a>
        </p>
      </section>
      <Findings language={language} results={checks.results} since={since} repair={repair} />
      <SupportCard {...props} />
      <SaveForm {...props} />
      <footer>{POPUP_TEXT[language].unofficial}</footer>
    </main>
  );
}
