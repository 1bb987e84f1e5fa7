import type { PageClaims } from '../../shared/protocol/page-claims.js';
import { BEAT, VENDOR_PORT } from '../messages/names.js';
import type { VendorPortReply, VendorPortRequest } from '../messages/vendor-port.js';
import { PAGE_EVENT, type PageMessage, RELAY_EVENT, RELAY_MARK } from './channel.js';
import { PageObserver } from './observe/observer.js';
import { readPageMessage } from './page-message.js';
import { Relay } from './relay.js';
import type { BackgroundPort } from './relay-socket.js';

const observer = new PageObserver();
const relay = new Relay({
  ancestors: [...location.ancestorOrigins],
  connect,
  randomId: () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  toPage: (message) => document.dispatchEvent(new CustomEvent(RELAY_EVENT, { detail: JSON.stringify(message) })),
  observe,
  beat,
});

/** What a prerendered page has said so far: it is served once it is shown. No socket is open there, so it is little. */
const MAX_HELD = 1_000;
const held: PageMessage[] = [];

function listen(): void {
  document.addEventListener(PAGE_EVENT, onPageEvent);
  document.addEventListener('prerenderingchange', onShown);
  observer.listen();
}

function onPageEvent(event: Event): void {
  const message = event instanceof CustomEvent ? readPageMessage(event.detail) : null;
  if (!message) return;
  event.preventDefault();
  if (!document.prerendering) relay.fromPage(message);
  else if (held.length < MAX_HELD) held.push(message);
}

function onShown(): void {
  for (const message of held.splice(0)) relay.fromPage(message);
}

Reflect.set(globalThis, RELAY_MARK, true);
listen();
// document.open() takes every listener away, and replaces what the document holds.
new MutationObserver(listen).observe(document, { childList: true });

addEventListener('pageshow', ({ persisted }) => {
  if (persisted) relay.cut();
});

function connect(received: (reply: VendorPortReply) => void, lost: () => void): BackgroundPort | null {
  try {
    const port = chrome.runtime.connect({ name: VENDOR_PORT });
    port.onMessage.addListener(received);
    port.onDisconnect.addListener(lost);
    return { post: (message) => port.postMessage(stamped(message)), disconnect: () => port.disconnect() };
  } catch {
    // The extension was updated or removed: its context is invalid for good.
    return null;
  }
}

function stamped(message: VendorPortRequest): VendorPortRequest {
  return message.type === 'text' ? { ...message, postedAt: Date.now() } : message;
}

function observe(frame: string): PageClaims | undefined {
  try {
    return observer.claims(frame);
  } catch (error) {
    // What a page looks like is no reason to keep its frame back.
    console.warn('the page cannot be read', error);
    return undefined;
  }
}

function beat(): void {
  // Without an id the extension is gone, which the port's own end tells the relay.
  if (chrome.runtime.id === undefined) return;
  chrome.runtime.sendMessage({ type: BEAT }).catch(() => {
    // The service worker is between two lives; the port that comes back revives it.
  });
}
