import type { CheckId } from '../../shared/text/checks/codes.js';
import { CHAIN_LINKS, type ChainLink, type LinkState } from '../../shared/text/diagnosis-page.js';
import { type CheckResult, problemsOf, stateOf } from '../checks/result.js';

/** Which link a check tells of; null where what it finds breaks no link. */
const LINK_OF: Readonly<Record<CheckId, ChainLink | null>> = {
  encryption: 'page',
  loopback: 'page',
  popups: 'page',
  pdf: 'page',
  system: 'extension',
  browser: 'extension',
  program: 'program',
  windows: 'program',
  strangers: 'program',
  driver: 'driver',
  bitness: 'driver',
  helper: 'driver',
  token: 'token',
  issuer: 'token',
  tries: 'token',
  initialPassword: 'token',
  validity: 'validity',
  // What the extension may do there is the site's matter; first of all the computer's part has to be whole.
  site: 'portal',
  reachable: 'portal',
  seal: 'portal',
  bound: 'portal',
  excel: null,
  record: null,
};

export interface Chain {
  /** In the order of a login's way. */
  readonly links: readonly { readonly id: ChainLink; readonly state: LinkState }[];
  /** The first link that is broken, with what was found there. */
  readonly broken: { readonly link: ChainLink; readonly result: CheckResult } | null;
}

/**
 * The way from the page to the portal by what the checks have found. What was found before `since`, when the run began
 * (milliseconds since the epoch), is waited for; null where no run is under way.
 */
export function chainOf(results: readonly CheckResult[], since: number | null): Chain {
  let broken: Chain['broken'] = null;
  const links = CHAIN_LINKS.map((id) => {
    if (broken) return { id, state: 'behind' as const };
    const own = results.filter((result) => LINK_OF[result.id] === id);
    const fresh = own.filter(({ at }) => since === null || at >= since);
    const [worst] = problemsOf(fresh);
    if (worst && stateOf(worst) === 'bad') {
      broken = { link: id, result: worst };
      return { id, state: 'bad' as const };
    }
    if (fresh.length < own.length || (own.length === 0 && since !== null)) return { id, state: 'waiting' as const };
    if (worst) return { id, state: 'warn' as const };
    const known = own.some((result) => stateOf(result) !== 'unknown');
    return { id, state: known ? ('good' as const) : ('unknown' as const) };
  });
  return { links, broken };
}
