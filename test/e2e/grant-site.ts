import type { Page } from 'puppeteer';
import type { Stack } from './harness.js';

/** Enables a site from a page of ours, in which the browser's question is answered in advance. */
export async function grantSite(stack: Stack, own: Page, origin: string): Promise<void> {
  const browserPage = await stack.open('chrome://extensions/');
  const id = new URL(own.url()).hostname;
  await browserPage.evaluate(`chrome.developerPrivate.addHostPermission('${id}', '${origin}/*')`);
  await browserPage.close();
  await own.bringToFront();
  await own.evaluate(`chrome.permissions.request({ origins: ['${origin}/*'] })`);
  await own.evaluate(`chrome.runtime.sendMessage({ type: 'site.change', change: 'enable', origin: '${origin}' })`);
}
