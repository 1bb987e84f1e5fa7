import type { CheckId } from '../../shared/text/checks/codes.js';
import { START_STEPS, type StartStep } from '../../shared/text/start.js';
import { type CheckResult, problemsOf, stateOf } from '../checks/result.js';
import type { KnownKey } from '../keys/stored.js';
import type { Site } from '../messages/site-status.js';

export type StepState = 'done' | 'now' | 'later';

/** What the steps follow from; nothing of them is stored. */
export interface StepFacts {
  /** What the checks found last. */
  readonly results: readonly CheckResult[];
  /** The portal's site; null where none is set. */
  readonly portal: Site | null;
  readonly keys: readonly KnownKey[];
  /** Ids of certificates that were seen to log in to that portal. */
  readonly loggedIn: readonly string[];
}

/** How each step stands: the first that is not done is the one to do now. */
export function stepsOf(facts: StepFacts): Readonly<Record<StartStep, StepState>> {
  const done = doneSteps(facts);
  const now = START_STEPS.find((step) => !done[step]);
  const states = START_STEPS.map((step) => [step, done[step] ? 'done' : step === now ? 'now' : 'later'] as const);
  return Object.fromEntries(states) as Record<StartStep, StepState>;
}

function doneSteps({ results, portal, keys, loggedIn }: StepFacts): Readonly<Record<StartStep, boolean>> {
  const token = resultOf(results, 'token');
  return {
    browser: resultOf(results, 'program')?.code === 'ready',
    certificate:
      token !== undefined && (['good', 'info'].includes(stateOf(token)) || token.code === 'token.twoDrivers'),
    website: portal?.standing === 'enabled' && portal.toReload === 0,
    login: hasLoggedIn(keys, loggedIn),
  };
}

/** Whether a certificate that is there has logged in to the portal; any that ever was, while none is there. */
export function hasLoggedIn(keys: readonly KnownKey[], loggedIn: readonly string[]): boolean {
  const present = keys.filter((key) => key.present);
  return present.length === 0 ? loggedIn.length > 0 : present.some(({ id }) => loggedIn.includes(id));
}

/** Which parts of the first login the portal's pages have shown to be done; the last one is the step's own end. */
export function loginPartsOf(results: readonly CheckResult[]): readonly string[] {
  const parts = resultOf(results, 'bound')?.facts.parts;
  return typeof parts === 'string' ? parts.split(' ') : [];
}

/** What stands in the way of a step, what stops it first. */
const CHECKS_OF: Readonly<Record<StartStep, readonly CheckId[]>> = {
  browser: ['program'],
  certificate: ['windows', 'driver', 'bitness', 'token'],
  website: [],
  login: ['validity', 'tries', 'reachable'],
};

/** The finding that keeps a step from being done; null where none is known. */
export function obstacleOf(step: StartStep, results: readonly CheckResult[]): CheckResult | null {
  const inTheWay = results.filter((result) => CHECKS_OF[step].includes(result.id) && stateOf(result) === 'bad');
  return problemsOf(inTheWay)[0] ?? null;
}

export function resultOf(results: readonly CheckResult[], id: CheckId): CheckResult | undefined {
  return results.find((result) => result.id === id);
}
