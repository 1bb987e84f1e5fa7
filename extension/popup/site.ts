import browser from 'webextension-polyfill';
import { SITE_STATUS } from '../messages/names.js';
import { siteStatus } from '../messages/site-status.js';
import { siteOrigin } from '../origin.js';
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
