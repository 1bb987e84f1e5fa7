import type { Language } from '../../shared/text/language.js';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { RELAY_MARK } from '../content/channel.js';
import { sitePattern } from '../origin.js';

/**
 * The site's tabs whose page was opened before our scripts were registered, or has those of an extension that was
 * updated since. Needs the permission for the site.
 */
export async function tabsToReload(origin: string): Promise<number[]> {
  const tabs = await chrome.tabs.query({ url: sitePattern(origin), discarded: false });
  const ids = tabs.map(({ id }) => id).filter((id) => id !== undefined);
  const served = await Promise.all(ids.map(hasRelay));
  return ids.filter((_, index) => served[index] === false);
}

/** Puts the wish to reload on the toolbar's button over these tabs; the browser takes it away with the page. */
export async function askToReload(tabs: readonly number[], language: Language): Promise<void> {
  const title = POPUP_TEXT[language].site.reloadBadge;
  await Promise.allSettled(
    tabs.flatMap((tabId) => [
      chrome.action.setBadgeText({ tabId, text: '↻' }),
      chrome.action.setBadgeBackgroundColor({ tabId, color: '#1f5fa6' }),
      chrome.action.setTitle({ tabId, title }),
    ]),
  );
}

export async function reloadTabs(tabs: readonly number[]): Promise<void> {
  // A tab that was closed meanwhile needs no reload.
  await Promise.allSettled(tabs.map((tab) => chrome.tabs.reload(tab)));
}

/** Null where the browser does not tell, as on its own error page. */
async function hasRelay(tabId: number): Promise<boolean | null> {
  try {
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId },
      func: (mark: string) => Reflect.has(globalThis, mark),
      args: [RELAY_MARK],
      injectImmediately: true,
    });
    return frame?.result ?? null;
  } catch {
    // The tab shows an error page, or has gone.
    return null;
  }
}
