import { sitePattern } from '../origin.js';

/** Paths of the scripts inside the extension's package. */
export interface ContentScripts {
  /** Runs in the page's own world. */
  readonly page: string;
  /** Runs in the extension's isolated world. */
  readonly relay: string;
  /** Runs in the page's own world: notices windows that the page cannot open. */
  readonly popups: string;
  /** Runs in the extension's isolated world: the bar that says so. */
  readonly popupBar: string;
  /** Runs in the extension's isolated world of the outermost document: reads the month's work and shows its panel. */
  readonly month: string;
}

/**
 * Registers our content scripts for exactly the enabled origins. May run at any time and any
 * number of times: the browser forgets registrations at each update of the extension, and
 * throws on one that it has already.
 */
export async function registerContentScripts(files: ContentScripts, origins: Iterable<string>): Promise<void> {
  const matches = [...origins].map(sitePattern);
  const wanted = matches.length === 0 ? [] : scriptsFor(files, matches);
  const present = await chrome.scripting.getRegisteredContentScripts();
  const stale = present.filter((script) => !wanted.some((other) => same(script, other)));
  if (stale.length > 0) await chrome.scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) });
  const missing = wanted.filter((script) => !present.some((other) => same(script, other)));
  if (missing.length > 0) await register(missing);
}

/** Whether the browser puts our relay into the pages of that origin as they load. */
export async function hasContentScripts(origin: string): Promise<boolean> {
  const scripts = await chrome.scripting.getRegisteredContentScripts({ ids: ['relay'] });
  return scripts.some(({ matches }) => matches?.includes(sitePattern(origin)));
}

/** Frames of about:blank and srcdoc, which have their origin from the page around them, are included. */
async function register(scripts: Script[]): Promise<void> {
  try {
    await chrome.scripting.registerContentScripts(
      scripts.map((script) => ({ ...script, matchOriginAsFallback: true })),
    );
  } catch {
    // Chrome before 119 knows no such key, and such frames keep the platform's socket. Any other error comes again.
    await chrome.scripting.registerContentScripts(scripts);
  }
}

type Script = chrome.scripting.RegisteredContentScript;

function scriptsFor(files: ContentScripts, matches: string[]): Script[] {
  const common = { matches, allFrames: true, runAt: 'document_start', persistAcrossSessions: true } as const;
  return [
    { ...common, id: 'relay', js: [files.relay], world: 'ISOLATED' },
    { ...common, id: 'page', js: [files.page], world: 'MAIN' },
    { ...common, id: 'popupBar', js: [files.popupBar], world: 'ISOLATED' },
    { ...common, id: 'popups', js: [files.popups], world: 'MAIN' },
    { ...common, id: 'month', js: [files.month], world: 'ISOLATED', allFrames: false, runAt: 'document_idle' },
  ];
}

function same(a: Script, b: Script): boolean {
  return key(a) === key(b);
}

/** The browser gives paths back without their leading slash, and matches in an order of its own. */
function key({ id, js, matches, allFrames, runAt, world }: Script): string {
  const files = js?.map((file) => file.replace(/^\//, ''));
  return JSON.stringify([id, files, [...(matches ?? [])].sort(), allFrames, runAt, world]);
}
