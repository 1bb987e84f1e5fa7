import browser from 'webextension-polyfill';
import type { Repair } from '../../shared/text/checks/repairs.js';
import { POPUPS_ALLOW } from '../messages/names.js';
import { openPairingPage } from '../pairing/open.js';
import { changeSite } from '../sites/change.js';
import type { CheckResult } from './result.js';

/** What the page with the button does of a repair itself. */
export interface MendingPage {
  /** Looks at everything again. */
  readonly again: () => void;
  /** Has the token's password changed and shows how that went. */
  readonly changePassword: (token: string) => void;
  /** Makes way for another page of ours that has opened; a popup closes. */
  readonly makeWay?: () => void;
}

/** Opens a website in a tab of its own. */
export async function openSite(origin: string): Promise<void> {
  await browser.tabs.create({ url: `${origin}/` });
}

/**
 * Does what the button beside a finding says. Called in the user's click itself, with nothing awaited before: the browser asks
 * for a site's permission in that alone. Rejects where the browser or the service worker refuses.
 */
export async function mend(repair: Repair, { facts }: CheckResult, page: MendingPage): Promise<void> {
  const origin = typeof facts.origin === 'string' ? facts.origin : null;
  switch (repair) {
    case 'again':
      return page.again();
    case 'connect':
      return openPairingPage(true).then(page.makeWay);
    case 'records':
      return browser.runtime.openOptionsPage().then(page.makeWay);
    case 'changePassword':
      return typeof facts.token === 'string' ? page.changePassword(facts.token) : undefined;
    case 'openSite':
      return origin === null ? undefined : openSite(origin);
    case 'enable':
    case 'reload':
      return origin === null ? undefined : changeSite(repair, origin).finally(page.again);
    case 'allowPopups':
      if (origin !== null) await browser.runtime.sendMessage({ type: POPUPS_ALLOW, origin });
      return page.again();
  }
}
