import type { ComponentChildren } from 'preact';
import { checkSays } from '../../shared/text/checks/index.js';
import { REPAIR_TEXT } from '../../shared/text/checks/repairs.js';
import { TWO_PASSWORDS } from '../../shared/text/help/two-passwords.js';
import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { FIRST_LOGIN_PARTS, START_STEPS, START_TEXT, type StartStep } from '../../shared/text/start.js';
import { Finding } from '../checks/Finding.js';
import { type Mend, RepairButton } from '../checks/RepairButton.js';
import { problemsOf, repairOf } from '../checks/result.js';
import type { Outcome } from '../messages/outcome.js';
import type { SiteChange } from '../messages/site-change.js';
import { PasswordHint } from '../popup/PasswordHint.js';
import { Problem } from '../popup/Row.js';
import { loginPartsOf, obstacleOf, resultOf, type StepFacts, type StepState, stepsOf } from './steps.js';

export interface StartPageProps {
  readonly language: Language;
  readonly facts: StepFacts;
  /** The checks are running. */
  readonly busy: boolean;
  readonly refresh: () => void;
  readonly repair: Mend;
  readonly changeSite: (change: SiteChange, origin: string) => void;
  readonly openPortal: (origin: string) => void;
  /** The change of a token's password that was asked for last. */
  readonly password: { readonly token: string; readonly outcome: 'asking' | Outcome } | null;
  readonly changePassword: (token: string) => void;
}

/** The steps from the installation to the first login, each as far as it is done. */
export function StartPage(props: StartPageProps) {
  const { language, facts, busy, refresh } = props;
  const text = START_TEXT[language];
  const popup = POPUP_TEXT[language];
  const steps = stepsOf(facts);
  return (
    <main aria-busy={busy}>
      <header>
        <img src="/extension/icons/icon-48.png" alt="" width="32" height="32" />
        <h1>{text.title}</h1>
        {/* Not `disabled`, which would take the focus away. */}
        <button type="button" onClick={busy ? undefined : refresh} aria-disabled={busy}>
          {busy ? popup.checking : popup.refresh}
        </button>
      </header>
      <p class="intro">{text.intro}</p>
      <div aria-live="polite">
        <ol class="steps start">
          {START_STEPS.map((step) => (
            <Step key={step} {...props} step={step} state={steps[step]} />
          ))}
        </ol>
        {START_STEPS.every((step) => steps[step] === 'done') && <Ready {...props} />}
        {steps.login === 'done' && <InitialPassword {...props} />}
      </div>
      <footer>{popup.unofficial}</footer>
    </main>
  );
}

type StepProps = StartPageProps & { readonly step: StartStep; readonly state: StepState };

function Step(props: StepProps) {
  const { language, step, state } = props;
  const text = START_TEXT[language];
  const { name, what } = text.steps[step];
  return (
    <li class={`card ${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <h2>
        {name} <span class="badge">{text.states[state]}</span>
      </h2>
      {state === 'done' ? <p>{resultText(props)}</p> : <p class="about">{what}</p>}
      {state === 'now' && <Action {...props} />}
    </li>
  );
}

/** What a step that is done has come to. */
function resultText({ language, step, facts }: StepProps): string {
  const text = START_TEXT[language];
  if (step === 'login') return text.loggedIn;
  if (step === 'website') return text.enabled(facts.portal?.origin ?? '');
  const result = resultOf(facts.results, step === 'browser' ? 'program' : 'token');
  return result ? checkSays(result.id, result.code, result.facts, language).what : '';
}

/** How a step is done, and the button for it. */
function Action(props: StepProps) {
  const { language, step, facts, repair } = props;
  const obstacle = obstacleOf(step, facts.results);
  if (obstacle && repairOf(obstacle) === 'connect') {
    const { what } = checkSays(obstacle.id, obstacle.code, obstacle.facts, language);
    return (
      <>
        <How language={language} step={step} />
        <p>{what}</p>
        <div class="buttons">
          <RepairButton {...{ language, main: true }} repair="connect" result={obstacle} mend={repair} />
        </div>
      </>
    );
  }
  return (
    <>
      {obstacle && (
        <section class="obstacle">
          <Finding language={language} result={obstacle} repair={repair} main />
        </section>
      )}
      {step === 'certificate' && <How language={language} step={step} />}
      {step === 'website' && <Website {...props} />}
      {step === 'login' && <Login {...props} />}
    </>
  );
}

interface HowProps extends Pick<StepProps, 'language' | 'step'> {
  /** Those of the first ones that are done. */
  readonly done?: readonly boolean[];
}

function How({ language, step, done = [] }: HowProps) {
  const { how, note } = START_TEXT[language].steps[step];
  return (
    <>
      <ol class="steps">
        {how.map((one, index) => (
          <li key={one}>
            {one} {done[index] && <span class="part">{START_TEXT[language].partDone}</span>}
          </li>
        ))}
      </ol>
      {note && <p class="quiet">{note}</p>}
    </>
  );
}

function Website({ language, facts, changeSite }: StepProps) {
  const { portal } = facts;
  const text = POPUP_TEXT[language].site;
  if (portal === null) return <How language={language} step="website" />;
  const { origin, standing, by } = portal;
  return (
    <section>
      <p class="origin">{origin}</p>
      {standing === 'enabled' && (
        <Button label={text.reload} click={() => changeSite('reload', origin)}>
          {text.mustReload}
        </Button>
      )}
      {standing === 'ungranted' && (
        <>
          <Problem text={by === 'administrator' ? text.presetUngranted : text.ungranted} />
          <Button label={text.enable} click={() => changeSite('enable', origin)} />
        </>
      )}
      {standing === 'forbidden' && <Problem text={text.forbidden} />}
      {standing === 'policyUnreadable' && <Problem text={text.policyUnreadable} />}
    </section>
  );
}

function Login(props: StepProps) {
  const { language, facts } = props;
  const text = START_TEXT[language];
  const passwords = TWO_PASSWORDS[language];
  const parts = loginPartsOf(facts.results);
  return (
    <>
      {resultOf(facts.results, 'bound')?.code === 'unbound' && <p class="what">{text.unbound}</p>}
      <How language={language} step="login" done={FIRST_LOGIN_PARTS.map((part) => parts.includes(part))} />
      <section class="two">
        <h3>{passwords.heading}</h3>
        <ul>
          {passwords.list?.map((item) => {
            const said = typeof item === 'string' ? item : item.text;
            return <li key={said}>{said}</li>;
          })}
        </ul>
        <p>{passwords.warning}</p>
      </section>
      <OpenPortal {...props} />
    </>
  );
}

function Ready(props: StartPageProps) {
  const { language, facts, repair } = props;
  const text = START_TEXT[language];
  return (
    <>
      <section class="card ready">
        <h2>{text.ready}</h2>
        <p>{text.readyNext}</p>
        <OpenPortal {...props} />
      </section>
      {problemsOf(facts.results).map((problem) => (
        <section key={problem.id} class="card">
          <Finding language={language} result={problem} repair={repair} />
        </section>
      ))}
    </>
  );
}

/** The token's initial password, which is known once it was typed. */
function InitialPassword({ language, facts, password, changePassword }: StartPageProps) {
  const { code, facts: named } = resultOf(facts.results, 'initialPassword') ?? {};
  const token = named?.token;
  if (code !== 'initial' || typeof token !== 'string') return null;
  return (
    <section class="card initial">
      <PasswordHint
        language={language}
        outcome={password?.token === token ? password.outcome : undefined}
        change={() => changePassword(token)}
      />
    </section>
  );
}

function OpenPortal({ language, facts, openPortal }: StartPageProps) {
  const { portal } = facts;
  return portal && <Button label={REPAIR_TEXT[language].openSite} click={() => openPortal(portal.origin)} />;
}

function Button({ label, click, children }: { label: string; click: () => void; children?: ComponentChildren }) {
  return (
    <>
      {children && <p>{children}</p>}
      <div class="buttons">
        <button type="button" class="main" onClick={click}>
          {label}
        </button>
      </div>
    </>
  );
}
