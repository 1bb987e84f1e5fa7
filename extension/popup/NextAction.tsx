import { checkText } from '../../shared/text/checks/index.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { REPAIR_TEXT } from '../../shared/text/checks/repairs.js';
import type { Language } from '../../shared/text/language.js';
import { Finding } from '../checks/Finding.js';
import { CHECK_LEVELS } from '../checks/levels.js';
import type { Mend } from '../checks/RepairButton.js';
import { type Light, lightOf, problemsOf, stateOf } from '../checks/result.js';
import type { StoredChecks } from '../checks/stored.js';
import { type Level, Mark, Row } from './Row.js';

export interface NextActionProps {
  readonly language: Language;
  /** What was found last. */
  readonly checks: StoredChecks;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** When the run began whose findings are awaited; null when it has ended. */
  readonly since: number | null;
  readonly repair: Mend;
  /** Opens the portal; null where no site is known. */
  readonly openPortal: (() => void) | null;
}

const LEVELS: Readonly<Record<Light, Level>> = {
  ready: 'good',
  attention: 'warn',
  alarm: 'bad',
  broken: 'bad',
  unknown: 'idle',
};
const MINUTE_MS = 60_000;

/** The traffic light, and the one thing to do next. */
export function NextAction({ language, checks, now, since, repair, openPortal }: NextActionProps) {
  const text = LIGHT_TEXT[language];
  const light = lightOf(checks.results);
  const [first] = problemsOf(checks.results);
  const isDemo = checks.results.some(({ id, code }) => id === 'token' && code === 'demo');
  const unknown = checks.results.length === 0 ? text.unknown : text.unsure;
  const ready = isDemo ? text.demo : text.ready;
  // What only a page is told is asked of it alone.
  const old = since === null ? [] : checks.results.filter(({ id, at }) => id !== 'pdf' && at < since);
  const isOld = first ? since !== null && first.at < since : old.length > 0;
  const oldest = Math.min(...old.map(({ at }) => at));
  return (
    <section class={`next ${LEVELS[light]}${isOld ? ' stale' : ''}`} aria-busy={since !== null}>
      <Mark level={LEVELS[light]} />
      <div>
        {first ? (
          <Finding language={language} result={first} repair={repair} main />
        ) : light === 'ready' ? (
          <>
            <p class="what">{ready.what}</p>
            <p>{ready.todo}</p>
            {openPortal && (
              <div class="buttons">
                <button type="button" class="main" onClick={openPortal}>
                  {REPAIR_TEXT[language].openSite}
                </button>
              </div>
            )}
          </>
        ) : (
          <>
            <p class="what">{since !== null ? text.checking : unknown.what}</p>
            {since === null && <p>{unknown.todo}</p>}
          </>
        )}
        {isOld && <p class="quiet">{text.stale(Math.max(0, Math.floor((now - oldest) / MINUTE_MS)))}</p>}
      </div>
    </section>
  );
}

/** What needs the user beside the next action. */
export function OtherProblems({ language, checks, repair }: Pick<NextActionProps, 'language' | 'checks' | 'repair'>) {
  const [, ...others] = problemsOf(checks.results);
  if (others.length === 0) return null;
  return (
    <details class="others">
      <summary>{LIGHT_TEXT[language].others(others.length)}</summary>
      {others.map((result) => (
        <Row key={result.id} level={CHECK_LEVELS[stateOf(result)]} label={checkText(result.id, language).name}>
          <Finding language={language} result={result} repair={repair} />
        </Row>
      ))}
    </details>
  );
}
