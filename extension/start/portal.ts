import browser from 'webextension-polyfill';
import { SITE_STATUS } from '../messages/names.js';
import { type Site, siteStatus } from '../messages/site-status.js';

/** The portal's site: the first that is enabled, else the first that is set; null where none is. */
export async function askPortal(): Promise<Site | null> {
  const { sites } = await status(null);
  const chosen = sites.find(({ enabled }) => enabled) ?? sites[0];
  return chosen ? (await status(chosen.origin)).site : null;
}

async function status(origin: string | null) {
  return siteStatus.response.parse(await browser.runtime.sendMessage({ type: SITE_STATUS, origin }));
}
