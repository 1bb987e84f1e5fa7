import type { Result } from '../../shared/protocol/reasons.js';
import type { BrowserFacts, PageFactsFound, SiteFacts } from '../checks/facts.js';
import type { Reminders } from '../expiry/reminders.js';
import type { ChecksRequest } from '../messages/checks-run.js';
import { looksLikePortal, readFingerprints } from '../sites/fingerprints.js';
import fingerprints from '../sites/fingerprints.json';
import { readPageFacts } from '../sites/page-facts.js';
import { readPortalPages } from '../sites/portal-pages.js';
import { bindingsSeen } from './bindings-seen.js';
import type { BoundCertificates } from './bound-certificates.js';
import type { Sources } from './checks.js';
import { hasContentScripts } from './content-scripts.js';
import { FirstLogin } from './first-login.js';
import type { KeyRing } from './key-ring.js';
import type { Link } from './link.js';
import { popupStatus } from './popup.js';
import type { Popups } from './popups.js';
import { type RecordMirror, recordState } from './records.js';
import type { SignedLogins } from './signed-logins.js';
import type { Sites } from './sites.js';

/** What of `navigator.userAgentData` is used (User-Agent Client Hints). */
interface Brands {
  readonly brands: readonly { readonly brand: string; readonly version: string }[];
  readonly platform: string;
  getHighEntropyValues(names: readonly string[]): Promise<{ readonly platformVersion?: string }>;
}

/** Names that Chromium puts in beside the browser's own, and those that only say what it is made from. */
const NO_NAME = /not.?a.?brand|^chromium$/i;

/** Where the environment checks get their facts from. */
export function checkSources(options: {
  readonly link: Pick<Link<unknown>, 'call'>;
  readonly sites: Pick<Sites, 'status'>;
  readonly record: Pick<RecordMirror, 'kept'>;
  readonly keys: Pick<KeyRing, 'seen'>;
  readonly reminders: Pick<Reminders, 'seen'>;
  readonly popups: Pick<Popups, 'facts'>;
  readonly logins: Pick<SignedLogins, 'has' | 'remove'>;
  readonly bound: BoundCertificates;
}): Sources {
  const { link, sites, record, keys, reminders, popups, logins, bound } = options;
  const firstLogin = new FirstLogin(chrome.storage.session);
  const certificateOf = async (origin: string, tab: number): Promise<string | null | undefined> => {
    const state = answered(await link.call('tab.state', { origin, tab }));
    return state ? (state.bound?.certificate ?? null) : undefined;
  };
  return {
    browser: ({ pdf }) => browserFacts(pdf),
    async bridge() {
      const status = await popupStatus(link, reminders);
      if (status.certificates.ok) await keys.seen(status.certificates.value);
      return status;
    },
    environment: async () => answered(await link.call('environment.get', {})),
    site: ({ front }) => siteFacts(front, sites),
    async page(_, site) {
      const portal = enabledPortal(await site);
      return portal === null ? null : pageFacts(portal);
    },
    async popups(_, site) {
      const portal = enabledPortal(await site);
      return portal === null ? null : popups.facts(portal);
    },
    async bound(_, site) {
      const portal = enabledPortal(await site);
      if (portal === null) return null;
      return bindingsSeen(portal, (await readPortalPages(portal)).pages, { bound, logins, firstLogin, certificateOf });
    },
    record: () => recordState(record),
  };
}

/** The site that may be looked at: the browser permits no other. */
function enabledPortal(site: SiteFacts | null): string | null {
  const enabled = site?.status.sites.some(({ origin, enabled }) => enabled && origin === site.portal);
  return site && enabled ? site.portal : null;
}

async function siteFacts(front: ChecksRequest['front'], sites: Pick<Sites, 'status'>): Promise<SiteFacts> {
  const status = await sites.status(front?.origin ?? null);
  const isOffered = front !== null && status.site?.standing === 'off';
  const facts = isOffered ? await readPageFacts(front.tab, front.origin) : null;
  const isFrontSet = status.sites.some(({ origin }) => origin === front?.origin);
  const first = status.sites.find(({ enabled }) => enabled) ?? status.sites[0];
  return {
    status,
    looksLikePortal: facts && looksLikePortal(facts, readFingerprints(fingerprints)),
    portal: (isFrontSet ? front?.origin : first?.origin) ?? null,
  };
}

async function pageFacts(portal: string): Promise<PageFactsFound> {
  const { pages, errorPages } = await readPortalPages(portal);
  return {
    pages: pages.length,
    errorPages,
    loadedAt: pages.reduce<number | null>((newest, { loadedAt }) => newestOf(newest, loadedAt), null),
    unserved: pages.filter(({ served }) => !served).length,
    registered: await hasContentScripts(portal),
    loopback: pages[0]?.loopback ?? null,
  };
}

function newestOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

async function browserFacts(pdf: boolean | null): Promise<BrowserFacts | null> {
  const brands = (navigator as { readonly userAgentData?: Brands }).userAgentData;
  if (!brands) return null;
  const chromium = brands.brands.find(({ brand }) => brand === 'Chromium');
  const own = brands.brands.find(({ brand }) => !NO_NAME.test(brand)) ?? chromium;
  if (!own || !chromium) return null;
  const windows = brands.platform === 'Windows';
  const { platformVersion = '' } = windows ? await brands.getHighEntropyValues(['platformVersion']) : {};
  return {
    name: own.brand,
    version: Number(chromium.version),
    windows,
    windowsVersion: windows ? ntVersion(platformVersion) : null,
    pdf,
  };
}

/** The NT version of what a hint says (UA-CH, "Sec-CH-UA-Platform-Version"): 0.x before Windows 10. */
function ntVersion(hint: string): number | null {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(hint) ?? [];
  if (major === undefined || minor === undefined) return null;
  if (Number(major) > 0) return 10;
  return { '1': 6.1, '2': 6.2, '3': 6.3 }[minor] ?? null;
}

function answered<T>(result: Result<T>): T | null {
  return result.ok ? result.value : null;
}
