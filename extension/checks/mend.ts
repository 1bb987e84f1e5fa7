import browser from 'webextension-polyfill';
import type { Repair, RepairFailure } from '../../shared/text/checks/repairs.js';
import { ask } from '../ask.js';
import { PASSWORD_CHANGE, POPUPS_ALLOW } from '../messages/names.js';
import { passwordChange } from '../messages/password-change.js';
import { popupsAllow } from '../messages/popups-allow.js';
import { openPairingPage } from '../pairing/open.js';
import { changeSite } from '../sites/change.js';
import type { CheckResult } from './result.js';

/** What the page with the button does of a repair itself. */
export interface MendingPage {
  /** Looks at everything again; false where that could not be. */
  readonly again: () => Promise<boolean>;
  /** Makes way for another page of ours that has opened; a popup closes. */
  readonly makeWay?: () => void;
  /** Shows the record of signatures, where the page has it. */
  readonly showRecords?: () => void;
}

/** Opens a website in a tab of its own. */
export async function openSite(origin: string): Promise<void> {
  await browser.tabs.create({ url: `${origin}/` });
}

/**
 * Does what the button beside a finding says. Called in the user's click itself, with nothing awaited before: the browser asks
 * for a site's permission in that alone. Resolves with why it came to nothing, else with null.
 */
export async function mend(repair: Repair, result: CheckResult, page: MendingPage): Promise<RepairFailure | null> {
  try {
    return await act(repair, result, page);
  } catch (error) {
    console.error('it was not mended', error);
    return repair === 'changePassword' ? 'bridge.disconnected' : repair;
  }
}

async function act(repair: Repair, { facts }: CheckResult, page: MendingPage): Promise<RepairFailure | null> {
  const origin = typeof facts.origin === 'string' ? facts.origin : null;
  switch (repair) {
    case 'again':
      return (await page.again()) ? null : 'again';
    case 'connect':
      await openPairingPage(true);
      page.makeWay?.();
      return null;
    case 'records':
      if (page.showRecords) page.showRecords();
      else await browser.runtime.openOptionsPage().then(page.makeWay);
      return null;
    case 'changePassword':
      return typeof facts.token === 'string' ? changePassword(facts.token, page) : null;
    case 'openSite':
      if (origin !== null) await openSite(origin);
      return null;
    case 'enable':
    case 'reload': {
      const isDone = origin === null || (await changeSite(repair, origin).finally(() => void page.again()));
      return isDone ? null : 'notAllowed';
    }
    case 'allowPopups':
      return origin === null ? null : allowPopups(origin).finally(() => void page.again());
  }
}

async function changePassword(token: string, page: MendingPage): Promise<RepairFailure | null> {
  const outcome = await ask(PASSWORD_CHANGE, { token }, passwordChange.response);
  void page.again();
  // What the user has cancelled needs no words.
  return outcome.ok || outcome.reason === 'prompt.cancelled' ? null : outcome.reason;
}

async function allowPopups(origin: string): Promise<RepairFailure | null> {
  const allowed = popupsAllow.response.parse(await browser.runtime.sendMessage({ type: POPUPS_ALLOW, origin }));
  if (allowed.ok) return null;
  const failures = { 'popups.fixed': 'popupsFixed', 'popups.notSet': 'allowPopups' } as const;
  return allowed.reason === 'site.notEnabled' ? allowed.reason : failures[allowed.reason];
}
