import browser from 'webextension-polyfill';
import { failure, type Reason } from '../../shared/protocol/reasons.js';
import month from '../content/month/month.iife.ts?script';
import page from '../content/page/socket.iife.ts?script';
import popupBar from '../content/popups/bar.iife.ts?script';
import popupsPage from '../content/popups/page.iife.ts?script';
import relay from '../content/relay.iife.ts?script';
import { Reminders } from '../expiry/reminders.js';
import { languageOf } from '../language.js';
import { loadPairing, markRevoked, onPairingChange } from '../pairing/stored.js';
import { Badge } from './badge.js';
import { BoundCertificates } from './bound-certificates.js';
import { browserRun } from './browser-run.js';
import { checkSources } from './check-sources.js';
import { CheckRunner } from './checks.js';
import { registerContentScripts } from './content-scripts.js';
import { Dispatch } from './dispatch.js';
import type { Pairing } from './handshake.js';
import { HopLog } from './hop-log.js';
import { JournalMirror } from './journal-mirror.js';
import { KeyRing } from './key-ring.js';
import { Link } from './link.js';
import { MonthStore } from './month-store.js';
import { daily, notificationsAllowed, notify } from './notifications.js';
import { askToReload, reloadTabs, tabsToReload } from './open-tabs.js';
import { frontTab, OwnRuns } from './own-runs.js';
import { Popups } from './popups.js';
import type { RecordMirror } from './records.js';
import { loadSetup } from './setup.js';
import { SignedLogins } from './signed-logins.js';
import { Sites } from './sites.js';

const extension = browser.runtime.id;
const language = languageOf(browser.i18n.getUILanguage());
const setup = loadSetup();
const popups = new Popups({ enabled: () => sites.enabled(), now: Date.now });

export const sites = new Sites({
  builtIn: async () => (await setup).sites,
  apply: async (enabled) => {
    await dispatch.recheck();
    await registerContentScripts({ page, relay, popups: popupsPage, popupBar, month }, enabled);
    await popups.keep(enabled).catch((error: unknown) => {
      // What stands in storage is undone the next time.
      console.warn('the permission to open windows cannot be taken back', error);
    });
    await bound.keepOnly(enabled).catch((error: unknown) => {
      console.warn('what is bound to a site that is gone cannot be forgotten', error);
    });
  },
  changed: () => ownRuns.soon(),
  tabs: { toReload: tabsToReload, askToReload: (tabs) => askToReload(tabs, language), reload: reloadTabs },
});

const mirror = new JournalMirror(chrome.storage.local);

const logins = new SignedLogins(chrome.storage.session);

const hops = new HopLog(chrome.storage.session);

const link = new Link({
  hops,
  connected: () => void ownRuns.connected(),
  connect: (url, subprotocol) => new WebSocket(url, subprotocol),
  crypto: globalThis.crypto,
  extension,
  setup: async () => ({ ports: (await setup).ports, pairing: await pairingNow() }),
  version: browser.runtime.getManifest().version,
  browser: browserRun,
  recordEnds: (bridge, end, verify) =>
    mirror.moved(bridge, end, verify).catch((error: unknown) => {
      console.warn('the end of the record of signatures cannot be kept', error);
    }),
});
link.subscribe((event) => {
  if (event === 'pairing.revoked') void markRevoked();
  ownRuns.happened(event);
});
// Another pairing, or none any more: what is connected by the old one ends.
onPairingChange(() => {
  link.reset();
  ownRuns.soon();
});

export const reminders = new Reminders({
  storage: chrome.storage.local,
  now: () => Date.now(),
  allowed: notificationsAllowed,
  notify: (reminder) => notify(reminder, language),
  daily,
});

const record: RecordMirror = {
  async kept() {
    const pairing = await pairingNow();
    return typeof pairing === 'string' ? null : mirror.kept(pairing.bridge);
  },
  async verified(verify) {
    const pairing = await pairingNow();
    return typeof pairing === 'string' ? failure(pairing) : mirror.verified(pairing.bridge, verify);
  },
  async accepted(verify) {
    const pairing = await pairingNow();
    return typeof pairing === 'string' ? failure(pairing) : mirror.accepted(pairing.bridge, verify);
  },
};

const badge = new Badge(language);

const keys = new KeyRing(chrome.storage.local, Date.now);

const bound = new BoundCertificates(chrome.storage.local);

const months = new MonthStore(chrome.storage.local, Date.now);

const checks = new CheckRunner({
  sources: checkSources({ link, sites, record, keys, reminders, popups, logins, bound }),
  local: chrome.storage.local,
  session: chrome.storage.session,
  now: Date.now,
  found: (results) => badge.show(results),
});

export const ownRuns = new OwnRuns({
  checks,
  front: frontTab,
  enabled: () => sites.enabled(),
  held: () => link.held,
});

// As it was found before the service worker was started.
void checks.kept().then(({ results }) => badge.show(results));

export const dispatch = new Dispatch({
  extension,
  enabled: () => sites.enabled(),
  language,
  link,
  sites,
  hops,
  logins,
  record,
  keys,
  bound,
  checks,
  popups,
  months,
  reminders,
});

async function pairingNow(): Promise<Pairing | Reason> {
  return (await setup).pairing ?? (await loadPairing());
}
