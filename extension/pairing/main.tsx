import { render } from 'preact';
import browser from 'webextension-polyfill';
import { PAIRING_TEXT } from '../../shared/text/pairing.js';
import { ask } from '../ask.js';
import { loadSetup } from '../background/setup.js';
import { languageOf } from '../language.js';
import { PAIRING_LIST, PAIRING_RENAME, PAIRING_REVOKE, POPUP_PORT } from '../messages/names.js';
import { outcome } from '../messages/outcome.js';
import { pairingList } from '../messages/pairing-list.js';
import type { PopupPortReply } from '../messages/popup-port.js';
import { connectBrowser } from './connect.js';
import { CONNECT_HASH } from './open.js';
import { PairingPage, type PairingPageProps } from './PairingPage.js';
import { storePairing } from './stored.js';

const language = languageOf(browser.i18n.getUILanguage());
let state: PairingPageProps['state'] = 'idle';
let listed: PairingPageProps['listed'] = 'asking';
let problem: PairingPageProps['problem'] = null;
let asked = 0;

document.documentElement.lang = language;
document.title = PAIRING_TEXT[language].title;
// The service worker says when something has changed; while this page is open, the bridge is kept connected.
browser.runtime.connect({ name: POPUP_PORT }).onMessage.addListener((reply: unknown) => {
  if ((reply as PopupPortReply).type === 'changed') void refresh();
});
if (location.hash === CONNECT_HASH) void connect();
else void refresh();

async function connect(): Promise<void> {
  if (state === 'waiting') return;
  const { ports } = await loadSetup();
  const outcome = await connectBrowser({
    connect: (url, subprotocol) => new WebSocket(url, subprotocol),
    crypto: globalThis.crypto,
    extension: browser.runtime.id,
    ports,
    show: (step) => {
      state = step;
      draw();
    },
  });
  if (outcome.ok) await storePairing(outcome.value);
  state = outcome.ok ? 'connected' : { failed: outcome.reason };
  await refresh();
}

async function refresh(): Promise<void> {
  draw();
  asked += 1;
  const number = asked;
  const answer = await ask(PAIRING_LIST, {}, pairingList.response);
  // Asked again meanwhile: the newer answer is the one to show.
  if (number < asked) return;
  listed = answer;
  draw();
}

async function change(type: string, wish: Readonly<Record<string, unknown>>): Promise<void> {
  const changed = await ask(type, wish, outcome);
  problem = changed.ok ? null : changed.reason;
  state = 'idle';
  await refresh();
}

function draw(): void {
  render(
    <PairingPage
      language={language}
      state={state}
      listed={listed}
      problem={problem}
      connect={() => void connect()}
      rename={(id, name) => void change(PAIRING_RENAME, { id, name })}
      revoke={({ id, own }) => void change(PAIRING_REVOKE, { id: own ? null : id })}
    />,
    document.body,
  );
}
