/** The address of 「开始使用」, on the extension's own origin. */
export const START_ADDRESS = '/extension/start/index.html';

/** Opens 「开始使用」 in a tab of its own. */
export async function openStart(): Promise<void> {
  await chrome.tabs.create({ url: chrome.runtime.getURL(START_ADDRESS) });
}

/**
 * Opens it where nothing was checked yet, as after the installation. The browser tells of an installation at each of its starts
 * where it is handed the extension in a folder.
 */
export async function openStartOnce(): Promise<void> {
  const { checks } = await chrome.storage.local.get('checks');
  if (checks === undefined) await openStart();
}
