import { POPUPS_ALLOW_HERE, POPUPS_REPORT } from '../../messages/names.js';
import type { PopupsAllowedHere } from '../../messages/popups-allow-here.js';
import type { PopupsReported } from '../../messages/popups-report.js';
import { PopupBar } from './bar.js';
import { POPUP_EVENT, type PopupEvent } from './channel.js';
import { Latest } from './latest.js';
import { readPopupEvent, repeatable, targetOf } from './popup-event.js';
import { watch } from './watch.js';

/** The page's bar, in the isolated world of its outermost document, where frames of the same origin find it. */
const BAR = 'caPopupBar';

const bar = pageBar();
const latest = { blocked: new Latest(report), closed: new Latest(report) };

function onPopup(event: Event): void {
  const popup = event instanceof CustomEvent ? readPopupEvent(event.detail) : null;
  if (popup) latest[popup.what].set(popup);
}

function listen(): void {
  document.addEventListener(POPUP_EVENT, onPopup);
}

if (bar) {
  listen();
  // document.open() takes every listener away, and replaces what the document holds.
  new MutationObserver(listen).observe(document, { childList: true });
}

/** Null in a frame of another site's page: its bar would lie under that page's hands. */
function pageBar(): PopupBar | null {
  if (top === window) {
    const own = new PopupBar();
    Reflect.set(globalThis, BAR, own);
    return own;
  }
  try {
    return top === null ? null : ((Reflect.get(top, BAR) as PopupBar | undefined) ?? null);
  } catch {
    // Of another origin.
    return null;
  }
}

async function report(popup: PopupEvent): Promise<void> {
  const address = repeatable(popup, document.baseURI);
  const to = address instanceof URL && address.origin.length <= 300 ? address.origin : null;
  const answer = await ask<PopupsReported>({ type: POPUPS_REPORT, what: popup.what, to });
  if (!answer?.bar) return;
  const { bar: words } = answer;
  bar?.blocked(words, words, () => void allowAndRetry(popup, words));
}

/** After the user's click. What cannot be repeated in the page's name, the page repeats at the user's next click on it. */
async function allowAndRetry(popup: PopupEvent, buttons: { allow: string; close: string }): Promise<void> {
  const answer = await ask<PopupsAllowedHere>({ type: POPUPS_ALLOW_HERE });
  if (!answer) return bar?.hide();
  const address = repeatable(popup, document.baseURI);
  const opened = address === null ? null : open(address, targetOf(popup), popup.features);
  if (answer.refused) return bar?.say(answer.refused, buttons);
  // A blank window is filled by the page that opened it, and this one was not opened by it.
  if (opened === null || address === 'about:blank') return bar?.say(answer.again, buttons);
  bar?.hide();
  watch(opened, () => bar?.say(answer.closedAtOnce, buttons));
}

/** Null where nobody answers: the extension was updated or removed, or does not serve the page. */
async function ask<T>(message: object): Promise<T | null> {
  try {
    return ((await chrome.runtime.sendMessage(message)) as T | undefined) ?? null;
  } catch (error) {
    console.warn('the extension does not answer', error);
    return null;
  }
}
