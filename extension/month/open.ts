import browser from 'webextension-polyfill';

/** Opens the page of units and their months (本月办理) in a tab. */
export async function openMonths(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('extension/month/index.html') });
}
