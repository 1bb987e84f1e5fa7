import browser from 'webextension-polyfill';
import page from '../content/page/socket.iife.ts?script';
import relay from '../content/relay.iife.ts?script';
import { languageOf } from '../language.js';
import { registerContentScripts } from './content-scripts.js';
import { Dispatch } from './dispatch.js';
import { mirrorJournal } from './journal-mirror.js';
import { Link } from './link.js';
import { loadSetup } from './setup.js';

const extension = browser.runtime.id;
const setup = loadSetup();

export const dispatch = new Dispatch({
  extension,
  enabled: async () => (await setup).sites,
  language: languageOf(browser.i18n.getUILanguage()),
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
});

let registering = Promise.resolve();

/** Registers the content scripts of the enabled sites. One run at a time: two at once would add the same script twice. */
export function registerSites(): Promise<void> {
  const run = async () => registerContentScripts({ page, relay }, (await setup).sites);
  // A run that fails tells its own caller; the next one starts all the same.
  registering = registering.then(run, run);
  return registering;
}
