import browser, { type Runtime } from 'webextension-polyfill';
import { dispatch, registerSites } from './services.js';

browser.runtime.onInstalled.addListener(() => void registerSites());
browser.runtime.onStartup.addListener(() => void registerSites());
chrome.runtime.onConnect.addListener((port) => dispatch.port(port));
browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
  dispatch.message(message, sender),
);
void registerSites();
