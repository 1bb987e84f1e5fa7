import { RELAY_MARK } from '../content/channel.js';
import { siteOrigin, sitePattern } from '../origin.js';

/** What the open pages of an enabled site show. */
export interface PortalPage {
  readonly tab: number;
  readonly text: string;
  /** When it came from the website; milliseconds since the epoch, null where it did not, as from the browser's cache. */
  readonly loadedAt: number | null;
  /** Whether our relay is in it. */
  readonly served: boolean;
  /** The browser's answer to the page's wish to reach programs of this computer; null where it knows no such wish. */
  readonly loopback: 'granted' | 'denied' | 'prompt' | null;
}

export interface PortalPages {
  readonly pages: readonly PortalPage[];
  /** Tabs that show the browser's error page in the place of the site. */
  readonly errorPages: number;
}

interface Shown {
  readonly origin: string;
  readonly text: string;
  readonly loadedAt: number | null;
  readonly served: boolean;
  readonly loopback: PortalPage['loopback'];
}

const MAX_TABS = 10;

/** Reads the site's open pages once; the browser has to permit the site. */
export async function readPortalPages(origin: string): Promise<PortalPages> {
  const tabs = await chrome.tabs.query({ url: sitePattern(origin), discarded: false, status: 'complete' });
  const read = await Promise.all(tabs.slice(0, MAX_TABS).map(({ id }) => readPage(id)));
  const pages = read.filter((one) => one !== null && one !== 'error' && siteOrigin(one.origin) === origin);
  return {
    pages: pages as readonly PortalPage[],
    errorPages: read.filter((one) => one === 'error').length,
  };
}

async function readPage(tab: number | undefined): Promise<(Shown & { readonly tab: number }) | 'error' | null> {
  if (tab === undefined) return null;
  try {
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId: tab },
      func: shown,
      args: [RELAY_MARK],
      injectImmediately: true,
    });
    return frame?.result ? { ...frame.result, tab } : null;
  } catch (error) {
    // The browser names its own error page in English, whatever its language; a tab that has gone is none.
    return /error page/i.test(String(error)) ? 'error' : null;
  }
}

/** Runs in the page, so it may use nothing from around it. */
async function shown(mark: string): Promise<Shown> {
  // Chrome 145 split the second into the first and another; a browser that knows neither knows no such wish.
  const ask = (name: string): Promise<Shown['loopback']> =>
    navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state);
  const loopback = await ask('loopback-network')
    .catch(() => ask('local-network-access'))
    .catch(() => null);
  // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not scripts and hidden parts.
  const text = (document.body?.innerText ?? '').slice(0, 20_000);
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const loadedAt = load && load.transferSize > 0 ? Math.round(performance.timeOrigin + load.responseEnd) : null;
  return { origin: location.origin, text, loadedAt, served: Reflect.has(globalThis, mark), loopback };
}
