import { render } from 'preact';
import browser from 'webextension-polyfill';
import { POPUP_TEXT } from '../../shared/text/popup.js';
import { ask } from '../ask.js';
import { type MendingPage, mend, openSite } from '../checks/mend.js';
import { ChecksView } from '../checks/view.js';
import { openDiagnosis } from '../diagnosis/open.js';
import { languageOf } from '../language.js';
import { journalList } from '../messages/journal-list.js';
import { JOURNAL_LIST, PASSWORD_CHANGE, POPUP_PORT, POPUP_STATUS } from '../messages/names.js';
import { passwordChange } from '../messages/password-change.js';
import type { PopupPortReply } from '../messages/popup-port.js';
import { type PopupStatus, popupStatus } from '../messages/popup-status.js';
import { openMonths } from '../month/open.js';
import { tellMonth, WorkView } from '../month/view.js';
import { openPairingPage } from '../pairing/open.js';
import { changeSite } from '../sites/change.js';
import { openStart } from '../start/open.js';
import { lastMonth } from '../workflow/stored.js';
import { within } from './deadline.js';
import { type OtherPage, Popup, type PopupProps } from './Popup.js';
import { askSite } from './site.js';
import { FrontTab } from './tab.js';

/** Longer than the bridge may take to start a token's driver and to list its certificates. */
const ANSWER_DEADLINE_MS = 20_000;
/** Records in the popup. */
const RECENT = 10;

const language = languageOf(browser.i18n.getUILanguage());
let status: PopupProps['status'] = 'asking';
let password: PopupProps['password'] = null;
let site: PopupProps['site'] = 'asking';
const tab = new FrontTab(draw);
let records: PopupProps['records'] = 'closed';
const checks = new ChecksView(draw);
const work = new WorkView(draw);
let asked = 0;
let answered = 0;
let subscribed = false;
const page: MendingPage = { again: recheck, makeWay: () => window.close() };

document.documentElement.lang = language;
document.title = POPUP_TEXT[language].title;
void checks.load().then(draw);
void work.load();
void recheck();

/** Everything anew, the checks too; false where those could not run. */
function recheck(): Promise<boolean> {
  const ran = checks.run();
  refresh();
  return ran;
}

/** What the rows show. The service worker has the checks run by itself when the bridge has something new. */
function refresh(): void {
  subscribe();
  refreshSite();
  refreshRecords();
  asked += 1;
  const number = asked;
  draw();
  void within(ANSWER_DEADLINE_MS, askStatus())
    .catch((error: unknown): 'silent' => {
      console.error('no status from the service worker', error);
      return 'silent';
    })
    .then((answer) => {
      // Asked again meanwhile: the newer answer is the one to show.
      if (number < asked) return;
      status = answer;
      answered = number;
      draw();
    });
}

async function askStatus(): Promise<PopupStatus> {
  return popupStatus.response.parse(await browser.runtime.sendMessage({ type: POPUP_STATUS }));
}

/** Apart from the rest: it does not wait for the bridge. Without an answer the row stays as it is, and the bridge's says why. */
function refreshSite(): void {
  void askSite()
    .then((view) => {
      site = view;
      draw();
      return tab.refresh(view.status.site);
    })
    .catch((error: unknown) => console.error('the site cannot be told', error));
}

/** Its rows are asked for while somebody looks at them. */
function refreshRecords(): void {
  if (records === 'closed') return;
  void ask(JOURNAL_LIST, { before: null, limit: RECENT }, journalList.response).then((listed) => {
    if (records === 'closed') return;
    records = listed;
    draw();
  });
}

function openRecords(open: boolean): void {
  records = open ? 'asking' : 'closed';
  draw();
  if (open) refreshRecords();
}

/** The windows of the change may outlast the popup, and the bridge tells there how it went. */
function changePassword(token: string): void {
  password = { token, outcome: 'asking' };
  draw();
  void ask(PASSWORD_CHANGE, { token }, passwordChange.response).then((outcome) => {
    password = { token, outcome };
    void recheck();
  });
}

/** The port ends with the service worker; the next refresh opens another. */
function subscribe(): void {
  if (subscribed) return;
  subscribed = true;
  const port = browser.runtime.connect({ name: POPUP_PORT });
  port.onMessage.addListener((reply: unknown) => {
    if ((reply as PopupPortReply).type === 'changed') return refresh();
    refreshRecords();
    void checks.run();
    // A signature may be one of those that were allowed at once, or the end of what the tab waited for.
    refreshSite();
  });
  port.onDisconnect.addListener(() => {
    subscribed = false;
  });
}

/** The portal's site: the one in front, else the first that is enabled. */
function portalOf(view: PopupProps['site']): string | null {
  if (view === 'asking') return null;
  const { site: front, sites } = view.status;
  return front?.standing === 'enabled' ? front.origin : (sites.find(({ enabled }) => enabled)?.origin ?? null);
}

const OPEN: Readonly<Record<OtherPage, () => Promise<unknown>>> = {
  settings: () => browser.runtime.openOptionsPage(),
  diagnosis: openDiagnosis,
  start: openStart,
  month: openMonths,
};

function openPage(page: OtherPage): void {
  const opened = OPEN[page]();
  void opened.then(() => window.close());
}

function draw(): void {
  const portal = portalOf(site);
  render(
    <Popup
      language={language}
      status={status}
      busy={answered < asked}
      now={Date.now()}
      refresh={() => void recheck()}
      password={password}
      changePassword={changePassword}
      site={site}
      changeSite={(change, origin) =>
        void changeSite(change, origin)
          .catch((error: unknown) => console.error('the site was not changed', error))
          .finally(refreshSite)
      }
      tab={tab.view && { tab: tab.view, act: (wish) => void tab.act(wish).finally(refreshSite) }}
      records={records}
      openRecords={openRecords}
      checks={checks.stored}
      since={checks.since}
      keys={checks.keys}
      bound={checks.boundTo(portal)}
      copy={(text) => navigator.clipboard.writeText(text)}
      repair={(repair, result) => mend(repair, result, page)}
      openPortal={portal === null ? null : () => void openSite(portal)}
      openPage={openPage}
      month={lastMonth(work.work, portal)}
      tellMonth={(unit, period, wish) =>
        void tellMonth(unit, period, wish).catch((error: unknown) => console.error('it was not noted', error))
      }
      openConnections={() => void openPairingPage(false).then(() => window.close())}
    />,
    document.body,
  );
}
