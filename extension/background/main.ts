import browser, { type Runtime } from 'webextension-polyfill';
import { takeOver } from '../pairing/stored.js';
import { openStartOnce } from '../start/open.js';
import { isFirstLife } from './browser-run.js';
import { EXPIRY_ALARM, openHelpOnClick } from './notifications.js';
import { dispatch, ownRuns, reminders, sites } from './services.js';

browser.runtime.onInstalled.addListener(({ reason }) => {
  // What the preset build has to know comes with it.
  if (reason === 'install' && !__PRESET__) {
    openStartOnce().catch((error: unknown) => console.warn('the page of the first steps cannot be opened', error));
  }
  void sites.updated();
  takeOver().catch((error: unknown) => console.warn('an earlier connection to the bridge cannot be taken over', error));
});
browser.runtime.onStartup.addListener(() => {
  void sites.refresh();
  checkReminders();
});
browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === EXPIRY_ALARM) checkReminders();
});
browser.permissions.onAdded.addListener(() => {
  openHelpOnClick();
  void sites.refresh();
});
browser.permissions.onRemoved.addListener(() => void sites.refresh());
browser.storage.onChanged.addListener((_, area) => {
  if (area === 'managed') void sites.refresh();
});
chrome.tabs.onUpdated.addListener((_, { status }, { url }) => {
  if (status !== 'complete') return;
  ownRuns.loaded(url).catch((error: unknown) => console.warn('a page that has loaded is not looked at', error));
});
chrome.runtime.onConnect.addListener((port) => dispatch.port(port));
browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
  dispatch.message(message, sender),
);
openHelpOnClick();
void sites.refresh().then(async () => {
  if (await isFirstLife()) ownRuns.soon();
});
// Enabled sites and the ends of records; versions of Chrome that cannot (before 140) leave them to content scripts.
chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => undefined);

function checkReminders(): void {
  reminders.check().catch((error: unknown) => console.warn('the ends of certificates cannot be reminded of', error));
}
