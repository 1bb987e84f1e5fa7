import browser from 'webextension-polyfill';
import { SITE_CHANGE, SITE_STATUS } from '../messages/names.js';
import type { SiteChange } from '../messages/site-change.js';
import { siteStatus } from '../messages/site-status.js';
import { siteOrigin, sitePattern } from '../origin.js';
import { looksLikePortal, readFingerprints } from '../sites/fingerprints.js';
import fingerprints from '../sites/fingerprints.json';
import { readPageFacts } from '../sites/page-facts.js';
import type { SiteView } from './SiteRow.js';

/** How the site of the tab in front stands; reads the page only where there is something to offer. */
export async function askSite(): Promise<SiteView> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const origin = siteOrigin(tab?.url);
  const status = siteStatus.response.parse(await browser.runtime.sendMessage({ type: SITE_STATUS, origin }));
  const offered = status.site?.standing === 'off' ? status.site.origin : null;
  const facts = offered !== null && tab?.id !== undefined ? await readPageFacts(tab.id, offered) : null;
  return { status, looksLikePortal: facts && looksLikePortal(facts, readFingerprints(fingerprints)) };
}

/**
 * Does what the user clicked. `enable` has the browser ask for its permission: nothing may be awaited before, or the click does
 * not count; and its question may close the popup, so the service worker is told first and goes on alone.
 */
export async function changeSite(change: SiteChange, origin: string): Promise<void> {
  const told = browser.runtime.sendMessage({ type: SITE_CHANGE, change, origin });
  if (change !== 'enable') return void (await told);
  const [granted] = await Promise.all([chrome.permissions.request({ origins: [sitePattern(origin)] }), told]);
  if (granted) await browser.runtime.sendMessage({ type: SITE_CHANGE, change, origin });
}
