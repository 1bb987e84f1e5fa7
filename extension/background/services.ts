import browser from 'webextension-polyfill';
import page from '../content/page/socket.iife.ts?script';
import relay from '../content/relay.iife.ts?script';
import { languageOf } from '../language.js';
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

export const dispatch = new Dispatch({
  extension,
  enabled: () => sites.enabled(),
  language,
  link: new Link({
    connect: (url, subprotocol) => new WebSocket(url, subprotocol),
    crypto: globalThis.crypto,
    extension,
    setup: () => setup,
    version: browser.runtime.getManifest().version,
    recordEnds: (bridge, head, verify) => {
      mirrorJournal(chrome.storage.local, bridge, head, verify).catch((error: unknown) => {
        console.warn('the end of the record of signatures cannot be kept', error);
      });
    },
  }),
  sites,
});
