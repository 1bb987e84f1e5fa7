/** The address of 「开始使用」, on the extension's own origin. */
export const START_ADDRESS = '/extension/start/index.html';

/** Opens 「开始使用」 in a tab of its own. */
export async function openStart(): Promise<void> {
  await chrome.tabs.create({ url: chrome.runtime.getURL(START_ADDRESS) });
}

/**
 * Opens it the first time that it is called in this profile, which chrome.storage.local keeps under `start`: the browser tells of an
 * installation at each of its starts where it is handed the extension in a folder.
 */
export async function openStartOnce(): Promise<void> {
  const { start } = await chrome.storage.local.get('start');
  if (start !== undefined) return;
  await chrome.storage.local.set({ start: { schemaVersion: 1, opened: true } });
  await openStart();
}
