import browser from 'webextension-polyfill';
import page from '../content/page/socket.iife.ts?script';
import relay from '../content/relay.iife.ts?script';
import { languageOf } from '../language.js';
import { loadPairing, markRevoked, PAIRING_KEY } from '../pairing/stored.js';
import { registerContentScripts } from './content-scripts.js';
import { Dispatch } from './dispatch.js';
import { mirrorJournal } from './journal-mirror.js';
import { Link } from './link.js';
import { askToReload, reloadTabs, tabsToReload } from './open-tabs.js';
import { loadSetup } from './setup.js';
import { Sites } from './sites.js';

const extension = browser.runtime.id;
const language = languageOf(browser.i18n.getUILanguage());
const setup = loadSetup();

export const sites = new Sites({
  builtIn: async () => (await setup).sites,
  apply: async (enabled) => {
    await dispatch.recheck();
    await registerContentScripts({ page, relay }, enabled);
  },
  tabs: { toReload: tabsToReload, askToReload: (tabs) => askToReload(tabs, language), reload: reloadTabs },
});

const link = new Link({
  connect: (url, subprotocol) => new WebSocket(url, subprotocol),
  crypto: globalThis.crypto,
  extension,
  setup: async () => {
    const { ports, pairing } = await setup;
    return { ports, pairing: pairing ?? (await loadPairing()) };
  },
  version: browser.runtime.getManifest().version,
  recordEnds: (bridge, head, verify) => {
    mirrorJournal(chrome.storage.local, bridge, head, verify).catch((error: unknown) => {
      console.warn('the end of the record of signatures cannot be kept', error);
    });
  },
});
link.subscribe((event) => {
  if (event === 'pairing.revoked') void markRevoked();
});

export const dispatch = new Dispatch({
  extension,
  enabled: () => sites.enabled(),
  language,
  link,
  sites,
});

/** Another pairing, or none any more: what is connected by the old one ends. */
export function storageChanged(changes: Readonly<Record<string, unknown>>, area: string): void {
  if (area === 'local' && PAIRING_KEY in changes) link.reset();
}
