import { siteOrigin } from '../origin.js';

/** What a page and the frames of its own origin show, as far as it tells portals apart. */
export interface PageFacts {
  readonly titles: readonly string[];
  readonly texts: readonly string[];
  /** Addresses of the scripts. */
  readonly scripts: readonly string[];
}

interface FrameFacts {
  readonly origin: string;
  readonly title: string;
  readonly text: string;
  readonly scripts: readonly string[];
}

const MAX_FRAMES = 20;

/**
 * Reads the tab's page once. Works where the user has just opened the popup over it (activeTab) or the site is enabled;
 * null where the browser does not let us.
 */
export async function readPageFacts(tab: number, origin: string): Promise<PageFacts | null> {
  const results = await chrome.scripting
    .executeScript({ target: { tabId: tab, allFrames: true }, func: frameFacts, injectImmediately: true })
    // The browser's own pages, its store, and tabs that have just gone are not to be read.
    .catch(() => []);
  const frames = results
    .map(({ result }) => result)
    .filter((facts) => facts !== undefined && facts !== null && siteOrigin(facts.origin) === origin)
    .slice(0, MAX_FRAMES) as FrameFacts[];
  if (frames.length === 0) return null;
  return {
    titles: frames.map(({ title }) => title),
    texts: frames.map(({ text }) => text),
    scripts: frames.flatMap(({ scripts }) => scripts),
  };
}

/** Runs in the page, so it may use nothing from around it. */
function frameFacts(): FrameFacts {
  return {
    origin: location.origin,
    title: document.title.slice(0, 300),
    // biome-ignore lint/performance/useDomNodeTextContent: what is shown counts, not scripts and hidden parts.
    text: (document.body?.innerText ?? '').slice(0, 20_000),
    scripts: [...document.scripts].slice(0, 100).map(({ src }) => src.slice(0, 500)),
  };
}
