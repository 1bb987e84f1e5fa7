import { EXPIRY_TEXT } from '../../shared/text/expiry.js';
import type { Language } from '../../shared/text/language.js';
import type { Reminder } from '../expiry/due.js';
import { openHelp } from '../help/open.js';

/** The alarm on which reminders are looked for each day. */
export const EXPIRY_ALARM = 'expiry';
const DAY_MINUTES = 1440;
const PREFIX = 'expiry:';

/** Whether the user lets us show notifications, which is asked for on the page of settings. */
export function notificationsAllowed(): Promise<boolean> {
  return chrome.permissions.contains({ permissions: ['notifications'] });
}

export async function notify({ certificate, threshold, days, end }: Reminder, language: Language): Promise<void> {
  const text = EXPIRY_TEXT[language];
  await chrome.notifications.create(`${PREFIX}${certificate}:${threshold}`, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('extension/icons/icon-128.png'),
    title: text.remindTitle,
    message: text.remind(days, new Date(end)),
    // It stays until somebody has seen it.
    requireInteraction: true,
  });
}

/** Has a click on a reminder open the page on renewing. The browser has no notifications before they are permitted. */
export function openHelpOnClick(): void {
  const onClicked = chrome.notifications?.onClicked as typeof chrome.notifications.onClicked | undefined;
  if (onClicked?.hasListener(clicked) === false) onClicked.addListener(clicked);
}

function clicked(notification: string): void {
  if (!notification.startsWith(PREFIX)) return;
  void openHelp('renew');
  void chrome.notifications.clear(notification);
}

export async function daily(on: boolean): Promise<void> {
  if (!on) await chrome.alarms.clear(EXPIRY_ALARM);
  else if (!(await chrome.alarms.get(EXPIRY_ALARM))) {
    await chrome.alarms.create(EXPIRY_ALARM, { periodInMinutes: DAY_MINUTES });
  }
}
