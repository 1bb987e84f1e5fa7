import type { Certificate } from '../../shared/protocol/certificate-list.js';
import type { Environment } from '../../shared/protocol/environment-get.js';
import type { Token } from '../../shared/protocol/token-list.js';
import type { FirstLoginPart } from '../../shared/text/start.js';
import type { PopupStatus } from '../messages/popup-status.js';
import type { PopupFacts } from '../messages/popups-state.js';
import type { SiteStatus } from '../messages/site-status.js';

/** What the browser says of itself and of the computer. */
export interface BrowserFacts {
  /** As the browser calls itself: `Google Chrome`, `Microsoft Edge`, `Chromium`. */
  readonly name: string;
  /** Major version. */
  readonly version: number;
  readonly windows: boolean;
  /** NT version of Windows (6.1 is Windows 7), where the browser tells. */
  readonly windowsVersion: number | null;
  /** Whether PDF opens in the browser; null where nobody asked a page. */
  readonly pdf: boolean | null;
}

/** The site that the user works at: the tab in front where that is the portal, else the first that is enabled. */
export interface SiteFacts {
  readonly status: SiteStatus;
  /** Of the tab in front; null where it is not to be read. */
  readonly looksLikePortal: boolean | null;
  /** Origin; null where no site is set. */
  readonly portal: string | null;
}

/** What the portal's open pages show. */
export interface PageFactsFound {
  /** Tabs of it that show a page of the site, and those that show the browser's error page. */
  readonly pages: number;
  readonly errorPages: number;
  /** When the newest of them came from the website; milliseconds since the epoch, null where that is not known. */
  readonly loadedAt: number | null;
  /** Of the pages, in whichever tab, those that none of our scripts passes on for. */
  readonly unserved: number;
  /** Whether the browser puts our scripts into the site's pages as they load. */
  readonly registered: boolean;
  /** The browser's answer to the page's wish to reach programs of this computer; null where it knows no such wish. */
  readonly loopback: 'granted' | 'denied' | 'prompt' | null;
}

/** Which certificates are bound to the portal, by their ids. */
export interface BoundFacts {
  /** Those that were seen to be. */
  readonly certificates: readonly string[];
  /** Those of which their own tab's page says now that they are not. */
  readonly unbound: readonly string[];
  /** Whether a page says 未绑定 that is about no certificate that was used. */
  readonly unboundPage: boolean;
  /** What pages have shown to be done. */
  readonly parts: readonly FirstLoginPart[];
}

/** What was gathered so far; null for what was not told, or not in time. */
export interface Facts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly browser: BrowserFacts | null;
  readonly bridge: PopupStatus | null;
  readonly environment: Environment | null;
  readonly site: SiteFacts | null;
  readonly page: PageFactsFound | null;
  readonly popups: PopupFacts | null;
  readonly bound: BoundFacts | null;
  readonly record: { readonly broken: boolean } | null;
}

export type SourceName = Exclude<keyof Facts, 'now'>;

/** Tokens that are there: the demo's only where there is no other; none where that is not known. */
export function tokensOf({ bridge }: Facts): readonly Token[] {
  const tokens = bridge?.tokens.ok ? bridge.tokens.value : [];
  const real = tokens.filter(({ demo }) => !demo);
  return real.length > 0 ? real : tokens;
}

/** The certificates that are there; none where that is not known. */
export function certificatesOf({ bridge }: Facts): readonly Certificate[] {
  return bridge?.certificates.ok ? bridge.certificates.value : [];
}
