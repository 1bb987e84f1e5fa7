import browser from 'webextension-polyfill';
import { SITE_CHANGE } from '../messages/names.js';
import type { SiteChange } from '../messages/site-change.js';
import { sitePattern } from '../origin.js';

/**
 * Does what the user clicked. `enable` has the browser ask for its permission: nothing may be awaited before, or the click does
 * not count; and its question may close the popup, so the service worker is told first and goes on alone. False where the user
 * did not agree.
 */
export async function changeSite(change: SiteChange, origin: string): Promise<boolean> {
  const told = browser.runtime.sendMessage({ type: SITE_CHANGE, change, origin });
  if (change !== 'enable') {
    await told;
    return true;
  }
  const [granted] = await Promise.all([chrome.permissions.request({ origins: [sitePattern(origin)] }), told]);
  if (granted) await browser.runtime.sendMessage({ type: SITE_CHANGE, change, origin });
  return granted;
}
