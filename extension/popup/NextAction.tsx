import { checkText } from '../../shared/text/checks/index.js';
import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import { REPAIR_TEXT, type Repair } from '../../shared/text/checks/repairs.js';
import type { Language } from '../../shared/text/language.js';
import { Finding } from '../checks/Finding.js';
import { type CheckResult, type Light, lightOf, problemsOf, stateOf } from '../checks/result.js';
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
  readonly repair: (repair: Repair, result: CheckResult) => void;
  /** Opens the portal; null where no site is known. */
  readonly openPortal: (() => void) | null;
}

const LEVELS: Readonly<Record<Light, Level>> = { ready: 'good', attention: 'warn', broken: 'bad', unknown: 'idle' };
const MINUTE_MS = 60_000;

/** The traffic light, and the one thing to do next. */
export function NextAction({ language, checks, now, since, repair, openPortal }: NextActionProps) {
  const text = LIGHT_TEXT[language];
  const light = lightOf(checks.results);
  const [first] = problemsOf(checks.results);
  const isOld = since !== null && (first ? first.at < since : checks.at < since);
  return (
    <section class={`next ${LEVELS[light]}${isOld ? ' stale' : ''}`} aria-busy={since !== null}>
      <Mark level={LEVELS[light]} />
      <div>
        {first ? (
          <Finding language={language} result={first} repair={repair} main />
        ) : light === 'ready' ? (
          <>
            <p class="what">{text.ready.what}</p>
            <p>{text.ready.todo}</p>
            {openPortal && (
              <div class="buttons">
                <button type="button" class="main" onClick={openPortal}>
                  {REPAIR_TEXT[language].openSite}
                </button>
              </div>
            )}
          </>
        ) : (
          <p class="what">{since === null ? text.unknown.what : text.checking}</p>
        )}
        {isOld && checks.at > 0 && <p class="quiet">{text.stale(Math.floor((now - checks.at) / MINUTE_MS))}</p>}
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
        <Row
          key={result.id}
          level={stateOf(result) === 'bad' ? 'bad' : 'warn'}
          label={checkText(result.id, language).name}
        >
          <Finding language={language} result={result} repair={repair} />
        </Row>
      ))}
    </details>
  );
}
