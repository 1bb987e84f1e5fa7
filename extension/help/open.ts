import type { HelpId } from '../../shared/text/help/ids.js';

/** The address of a page of help, on the extension's own origin. */
export function helpAddress(id: HelpId): string {
  return `/extension/help/index.html#${id}`;
}

/** Opens a page of help in a tab of its own. */
export async function openHelp(id: HelpId): Promise<void> {
  await chrome.tabs.create({ url: chrome.runtime.getURL(helpAddress(id)) });
}
