import type { Language } from '../../shared/text/language.js';
import { MONTH_TEXT } from '../../shared/text/month.js';
import type { StepId } from './flows.js';
import { hasAnything, type Month } from './month.js';
import { type Action, POSSIBLE } from './possible.js';
import { type StepView, stepsOf } from './steps.js';

/** A step as a user reads it. */
export interface StepShown {
  readonly id: StepId;
  readonly state: StepView['state'];
  readonly name: string;
  /** `2/3`; empty where the pages told no number. */
  readonly count: string;
  /** State, owner and who says so, for a reader that sees no colours. */
  readonly detail: string;
  /** Why the portal would refuse it now; empty where it would not, or nobody knows. */
  readonly blocked: string;
}

/** What is done on the portal in a step. */
const ACTIONS: Readonly<Partial<Record<StepId, Action>>> = {
  assess: 'assess',
  print: 'print',
  seal: 'seal',
  upload: 'upload',
  forms: 'form',
};

/** A month as a user reads it, wherever it is shown. */
export interface MonthShown {
  readonly heading: string;
  readonly steps: readonly StepShown[];
  /** Null once all is done. */
  readonly next: {
    readonly id: StepId;
    readonly name: string;
    readonly todo: string;
    readonly where: string;
    readonly materials: string;
  } | null;
  /** What the portal refused, by its number. */
  readonly failures: readonly string[];
  /** One line: the next step, that all is done, or that nothing was seen. */
  readonly summary: string;
  /** The same in few words. */
  readonly short: string;
}

export function shownMonth(month: Month, language: Language): MonthShown {
  const text = MONTH_TEXT[language];
  const views = stepsOf(month);
  const now = views.find(({ state }) => state === 'now');
  const next = now && {
    id: now.step.id,
    name: text.steps[now.step.id],
    todo: text.todo[now.step.id],
    where: now.step.screen === null ? '' : text.where(text.screens[now.step.screen]),
    materials: text.materials[now.step.id] ?? '',
  };
  const failures = Object.entries(month.filings)
    .filter(([, { failure }]) => failure !== '')
    .map(([serial, { failure }]) => text.failure(serial, failure));
  const seen = hasAnything(month);
  return {
    heading: `${text.title} ${text.month(month.period)}`,
    steps: views.map((view) => shownStep(view, month, language)),
    next: next ?? null,
    failures,
    short: !seen ? text.title : next ? text.next(next.name) : text.allDone,
    summary: seen ? (next ? text.next(next.name) : text.allDone) : text.notSeen,
  };
}

function shownStep({ step, state, by, count }: StepView, month: Month, language: Language): StepShown {
  const text = MONTH_TEXT[language];
  const confirmed = by === 'clerk' ? (state === 'done' ? text.byClerk : text.handedIn) : '';
  return {
    id: step.id,
    state,
    name: text.steps[step.id],
    count: count ? text.of(count.done, count.all) : '',
    blocked: state === 'done' ? '' : obstacle(step.id, month, language),
    detail: [text.states[state], text.owners[step.owner], confirmed].filter((one) => one !== '').join(' · '),
  };
}

function obstacle(step: StepId, month: Month, language: Language): string {
  const action = ACTIONS[step];
  const answer = action && POSSIBLE[action](month);
  return answer?.can === false ? MONTH_TEXT[language].obstacles[answer.obstacle] : '';
}
