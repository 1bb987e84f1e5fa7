import { render } from 'preact';
import browser from 'webextension-polyfill';
import type { Params } from '../../shared/protocol/index.js';
import { beijingTime } from '../../shared/text/journal.js';
import { OPTIONS_TEXT } from '../../shared/text/options.js';
import { RECORDS_TEXT } from '../../shared/text/records.js';
import { ask } from '../ask.js';
import { mend } from '../checks/mend.js';
import { ChecksView } from '../checks/view.js';
import { download } from '../download.js';
import { languageOf } from '../language.js';
import { expiryState } from '../messages/expiry-state.js';
import { expiryTurn } from '../messages/expiry-turn.js';
import { hopsClear } from '../messages/hops-clear.js';
import { hopsList } from '../messages/hops-list.js';
import { journalAccept } from '../messages/journal-accept.js';
import { journalExport } from '../messages/journal-export.js';
import { journalList, type RecordsListed } from '../messages/journal-list.js';
import { journalState } from '../messages/journal-state.js';
import { journalVerify } from '../messages/journal-verify.js';
import {
  EXPIRY_STATE,
  EXPIRY_TURN,
  HOPS_CLEAR,
  HOPS_LIST,
  JOURNAL_ACCEPT,
  JOURNAL_EXPORT,
  JOURNAL_LIST,
  JOURNAL_STATE,
  JOURNAL_VERIFY,
  KEY_CHANGE,
  POPUP_PORT,
  SITE_CHANGE,
  SITE_STATUS,
} from '../messages/names.js';
import { siteStatus } from '../messages/site-status.js';
import { openPairingPage } from '../pairing/open.js';
import { readCsv } from './csv.js';
import { EVERYTHING } from './filter.js';
import { OptionsPage, type OptionsPageProps } from './OptionsPage.js';
import { RecordBook } from './record-book.js';

const language = languageOf(browser.i18n.getUILanguage());
const checks = new ChecksView(draw);
const book = new RecordBook(list, language, draw);
let sites: OptionsPageProps['sites'] = null;
let reminders: OptionsPageProps['reminders'] = null;
let recordBroken = false;
let verified: OptionsPageProps['verified'] = null;
let exporting: OptionsPageProps['exporting'] = null;
let exportStop = new AbortController();
let hops: OptionsPageProps['hops'] = null;
let subscribed = false;
/** By the service worker that is subscribed to. */
let answered = false;

document.documentElement.lang = language;
document.title = OPTIONS_TEXT[language].title;
void checks.load().then(() => {
  // An address with a section's name was opened before the section was there.
  if (location.hash !== '') show(location.hash.slice(1));
});
refreshOthers();
void book.search(EVERYTHING);

/** Scrolls to a part of the page, and unfolds it. */
function show(id: string): void {
  const part = document.getElementById(id);
  if (part instanceof HTMLDetailsElement) part.open = true;
  part?.scrollIntoView();
}

function runChecks(): Promise<boolean> {
  const ran = checks.run();
  draw();
  return ran;
}

async function list(page: Params<'journal.list'>): Promise<RecordsListed> {
  subscribe();
  const listed = await ask(JOURNAL_LIST, page, journalList.response);
  answered = listed.ok || listed.reason !== 'bridge.disconnected';
  return listed;
}

/** The service worker says when something has changed; while this page is open, the bridge is kept connected. */
function subscribe(): void {
  if (subscribed) return;
  subscribed = true;
  const port = browser.runtime.connect({ name: POPUP_PORT });
  const refresh = (): void => {
    refreshOthers();
    void book.refresh();
  };
  port.onMessage.addListener(refresh);
  // It ends with its service worker, which is started again unless it gives no answer.
  port.onDisconnect.addListener(() => {
    subscribed = false;
    if (answered) refresh();
    answered = false;
  });
}

function refreshOthers(): void {
  void ask(JOURNAL_STATE, {}, journalState.response).then((state) => {
    if ('broken' in state) recordBroken = state.broken;
    draw();
  });
  void ask(EXPIRY_STATE, {}, expiryState.response).then((state) => {
    if ('on' in state) reminders = { on: state.on, refused: reminders?.refused ?? false };
    draw();
  });
  void ask(SITE_STATUS, { origin: null }, siteStatus.response).then((status) => {
    if ('sites' in status) sites = status.sites;
    draw();
  });
}

async function verify(): Promise<void> {
  verified = 'asking';
  draw();
  verified = await ask(JOURNAL_VERIFY, {}, journalVerify.response);
  refreshOthers();
}

async function acceptRecord(): Promise<void> {
  const accepted = await ask(JOURNAL_ACCEPT, {}, journalAccept.response);
  verified = accepted.ok ? null : accepted;
  refreshOthers();
}

async function exportAll(): Promise<void> {
  exportStop = new AbortController();
  const step = (rows: number): void => {
    exporting = { reading: rows };
    draw();
  };
  step(0);
  const read = await readCsv(
    (before) => ask(JOURNAL_EXPORT, { before }, journalExport.response),
    step,
    exportStop.signal,
  );
  if (read && 'csv' in read) {
    download(read.csv, RECORDS_TEXT[language].fileName(beijingTime(new Date().toISOString()).slice(0, 10)));
    exporting = { saved: read.rows };
  } else {
    exporting = read;
  }
  draw();
}

async function readHops(): Promise<void> {
  const listed = await ask(HOPS_LIST, {}, hopsList.response);
  if ('ok' in listed) return;
  hops = listed;
  draw();
}

async function clearHops(): Promise<void> {
  await ask(HOPS_CLEAR, {}, hopsClear.response);
  await readHops();
}

/** Nothing may be awaited before the browser asks: it does so in the user's click alone. */
async function turnReminders(on: boolean): Promise<void> {
  const permission = { permissions: ['notifications' as const] };
  const allowed = on ? await browser.permissions.request(permission) : true;
  const state = await ask(EXPIRY_TURN, { on: on && allowed }, expiryTurn.response);
  if (!on) await browser.permissions.remove(permission);
  reminders = { on: 'on' in state && state.on, refused: !allowed };
  draw();
}

async function removeSite(origin: string): Promise<void> {
  await browser.runtime.sendMessage({ type: SITE_CHANGE, change: 'remove', origin });
  refreshOthers();
}

async function changeKey(
  wish:
    | { readonly change: 'rename'; readonly id: string; readonly nickname: string }
    | { readonly change: 'forget'; readonly id: string },
): Promise<void> {
  await browser.runtime
    .sendMessage({ type: KEY_CHANGE, ...wish })
    .catch((error: unknown) => console.error('the certificate’s entry was not changed', error));
}

function draw(): void {
  render(
    <OptionsPage
      language={language}
      recordBroken={recordBroken}
      acceptRecord={() => void acceptRecord()}
      book={book.view}
      search={(filter) => void book.search(filter)}
      more={() => void book.more()}
      stop={() => book.stop()}
      verified={verified}
      verify={() => void verify()}
      exporting={exporting}
      exportAll={() => void exportAll()}
      stopExport={() => exportStop.abort()}
      hops={hops}
      readHops={() => void readHops()}
      clearHops={() => void clearHops()}
      sites={sites}
      removeSite={(origin) => {
        removeSite(origin).catch((error: unknown) => console.error('the site was not removed', error));
      }}
      reminders={reminders}
      turnReminders={(on) => {
        turnReminders(on).catch((error: unknown) => console.error('the reminders were not changed', error));
      }}
      now={Date.now()}
      keys={checks.keys}
      renameKey={(id, nickname) => void changeKey({ change: 'rename', id, nickname })}
      forgetKey={(id) => void changeKey({ change: 'forget', id })}
      checks={checks.stored}
      since={checks.since}
      runChecks={() => void runChecks()}
      repair={(repair, result) => mend(repair, result, { again: runChecks, showRecords: () => show('records') })}
      version={browser.runtime.getManifest().version}
      openPairing={(connect) => void openPairingPage(connect)}
    />,
    document.body,
  );
}
