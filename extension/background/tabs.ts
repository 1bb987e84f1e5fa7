import type { Result } from '../../shared/protocol/reasons.js';
import type { GrantAsked } from '../messages/grant-ask.js';
import type { Outcome } from '../messages/outcome.js';
import type { TabStateTold } from '../messages/tab-state.js';
import type { Link } from './link.js';
import type { OpenRelay } from './relay.js';
import type { SignedLogins } from './signed-logins.js';

type Caller = Pick<Link<unknown>, 'call'>;

interface TabOfSite {
  readonly origin: string;
  readonly tab: number;
}

/** What holds for a tab of a site beyond one signature. */
export async function tabState({ origin, tab }: TabOfSite, link: Caller): Promise<TabStateTold> {
  const state = await link.call('tab.state', { origin, tab });
  return state.ok ? { ok: true, value: state.value } : { ok: false, reason: state.reason };
}

/** From then on the tab's login, which another certificate made, tells nothing of its certificate. */
export async function rebindTab(
  { origin, tab, certificate }: TabOfSite & { readonly certificate: string },
  { link, logins }: { readonly link: Caller; readonly logins: Pick<SignedLogins, 'remove'> },
): Promise<Outcome> {
  await logins.remove(tab);
  return outcome(await link.call('tab.rebind', { origin, tab, certificate }));
}

export async function resumeSite(origin: string, link: Caller): Promise<Outcome> {
  return outcome(await link.call('site.resume', { origin }));
}

/** Asks for a number of signatures in the name of the document that the tab shows: by its newest open socket, now. */
export async function askGrant(
  { origin, tab, count }: TabOfSite & { readonly count: number },
  relays: Iterable<OpenRelay>,
  link: Caller,
): Promise<GrantAsked> {
  for (const relay of [...relays].filter((one) => one.isTopOf(tab)).reverse()) {
    const caller = await relay.caller();
    if (caller.ok && caller.value.origin === origin) {
      return outcome(await link.call('grant.ask', { count }, caller.value));
    }
  }
  return { ok: false, reason: 'socket.none' };
}

function outcome(result: Result<unknown>): Outcome {
  return result.ok ? { ok: true } : { ok: false, reason: result.reason };
}
