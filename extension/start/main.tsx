import { render } from 'preact';
import browser, { type Runtime } from 'webextension-polyfill';
import { START_TEXT } from '../../shared/text/start.js';
import { ask } from '../ask.js';
import { mend, openSite } from '../checks/mend.js';
import { ChecksView } from '../checks/view.js';
import { languageOf } from '../language.js';
import { PASSWORD_CHANGE, POPUP_PORT } from '../messages/names.js';
import { passwordChange } from '../messages/password-change.js';
import { onPairingChange } from '../pairing/stored.js';
import { changeSite } from '../sites/change.js';
import { askPortal } from './portal.js';
import { StartPage, type StartPageProps } from './StartPage.js';

const language = languageOf(browser.i18n.getUILanguage());
const checks = new ChecksView(draw);
let portal: StartPageProps['facts']['portal'] = null;
let password: StartPageProps['password'] = null;
let port: Runtime.Port | null = null;
let known = false;
let running = false;
let again = false;

document.documentElement.lang = language;
document.title = START_TEXT[language].title;
// Not before both are known: a step that was done is never shown as one to do.
void Promise.all([checks.load(), lookForPortal()]).then(() => {
  known = true;
  refresh();
});
// Whoever comes back has done something elsewhere: in the desktop program, in the portal, in the popup.
document.addEventListener('visibilitychange', refresh);
addEventListener('focus', () => {
  if (!running) refresh();
});
onPairingChange(refresh);
browser.permissions.onAdded.addListener(refresh);
browser.permissions.onRemoved.addListener(refresh);
browser.storage.onChanged.addListener((changes, area) => {
  if (area === 'managed' || (area === 'local' && 'sites' in changes)) refresh();
});

/** Has everything looked at anew, once more after what is under way; a page that nobody sees asks nothing. */
function refresh(): void {
  if (document.visibilityState === 'hidden') {
    port?.disconnect();
    port = null;
    return;
  }
  subscribe();
  again = true;
  if (!running) void look();
}

/** After a repair; false where the checks could not run. */
function recheck(): Promise<boolean> {
  const ran = checks.run();
  void lookForPortal().then(draw);
  return ran;
}

async function look(): Promise<void> {
  running = true;
  while (again) {
    again = false;
    draw();
    await Promise.all([checks.run(), lookForPortal().then(draw)]);
  }
  running = false;
  draw();
}

async function lookForPortal(): Promise<void> {
  try {
    portal = await askPortal();
  } catch (error) {
    console.error('the sites cannot be told', error);
  }
}

/** The port ends with the service worker; the next refresh opens another. */
function subscribe(): void {
  if (port) return;
  const opened = browser.runtime.connect({ name: POPUP_PORT });
  opened.onMessage.addListener(refresh);
  opened.onDisconnect.addListener(() => {
    if (port === opened) port = null;
  });
  port = opened;
}

function changePassword(token: string): void {
  password = { token, outcome: 'asking' };
  draw();
  void ask(PASSWORD_CHANGE, { token }, passwordChange.response).then((outcome) => {
    password = { token, outcome };
    refresh();
  });
}

function draw(): void {
  if (!known) return;
  render(
    <StartPage
      language={language}
      facts={{
        results: checks.stored.results,
        portal,
        keys: checks.keys,
        loggedIn: checks.loggedInTo(portal?.origin ?? null),
      }}
      busy={running}
      refresh={refresh}
      repair={(repair, result) => mend(repair, result, { again: recheck })}
      changeSite={(change, origin) =>
        void changeSite(change, origin)
          .catch((error: unknown) => console.error('the site was not changed', error))
          .finally(refresh)
      }
      openPortal={(origin) => void openSite(origin)}
      password={password}
      changePassword={changePassword}
    />,
    document.body,
  );
}
