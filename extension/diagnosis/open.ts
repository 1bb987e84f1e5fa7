/** The page of 体检, on the extension's own origin. */
export const DIAGNOSIS_ADDRESS = '/extension/diagnosis/index.html';

/** Opens it in a tab of its own. */
export async function openDiagnosis(): Promise<void> {
  await chrome.tabs.create({ url: chrome.runtime.getURL(DIAGNOSIS_ADDRESS) });
}
