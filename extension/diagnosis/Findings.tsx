import { checkText } from '../../shared/text/checks/index.js';
import { DIAGNOSIS_PAGE_TEXT, type FindingGroup } from '../../shared/text/diagnosis-page.js';
import { beijingTime } from '../../shared/text/journal.js';
import { Finding, type FindingProps } from '../checks/Finding.js';
import { CHECK_LEVELS } from '../checks/levels.js';
import { type CheckResult, inOrder, stateOf } from '../checks/result.js';
import { Mark } from '../popup/Row.js';

const GROUPS: readonly FindingGroup[] = ['bad', 'alarm', 'warn', 'info', 'good'];

export interface FindingsProps extends Pick<FindingProps, 'language' | 'repair'> {
  readonly results: readonly CheckResult[];
  /** What was found before this is old, milliseconds since the epoch; null where no run is under way. */
  readonly since: number | null;
}

/** Every check with what it has found, what stops the work first. */
export function Findings({ language, results, since, repair }: FindingsProps) {
  const text = DIAGNOSIS_PAGE_TEXT[language];
  return (
    <>
      {GROUPS.map((group) => {
        const own = results.filter((result) => groupOf(result) === group).sort(inOrder);
        if (own.length === 0) return null;
        const rows = own.map((result) => (
          <FindingRow key={result.id} {...{ language, result, repair }} old={since !== null && result.at < since} />
        ));
        return (
          <section key={group} class="card findings" data-group={group}>
            {group === 'good' ? (
              <details>
                <summary>{text.groups.good(own.length)}</summary>
                {rows}
              </details>
            ) : (
              <>
                <h2>{text.groups[group](own.length)}</h2>
                {rows}
              </>
            )}
          </section>
        );
      })}
    </>
  );
}

function FindingRow({ language, result, repair, old }: FindingProps & { readonly old: boolean }) {
  const { name } = checkText(result.id, language);
  const level = old ? 'idle' : CHECK_LEVELS[stateOf(result)];
  return (
    <section class={`row ${level}${old ? ' stale' : ''}`} data-check={result.id} aria-label={name}>
      <Mark level={level} />
      <div>
        <h3>{name}</h3>
        <Finding language={language} result={result} repair={repair} />
        <p class="quiet time">
          {DIAGNOSIS_PAGE_TEXT[language].checkedAt(beijingTime(new Date(result.at).toISOString()))}
        </p>
      </div>
    </section>
  );
}

function groupOf(result: CheckResult): FindingGroup {
  const state = stateOf(result);
  return state === 'unknown' ? 'info' : state;
}
