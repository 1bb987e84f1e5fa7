import { LONGEST, POPUP_EVENT, type PopupEvent } from './channel.js';
import { watch } from './watch.js';

// Taken before the page's first script, and used when that may have patched any of it. So what runs later calls no method of a
// built-in object, spreads nothing and destructures no array.
const { apply, defineProperty, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;
const NativeCustomEvent = CustomEvent;
const { dispatchEvent } = EventTarget.prototype;
const { stringify } = JSON;
const { exec } = RegExp.prototype;
const href = getOwnPropertyDescriptor(URL.prototype, 'href')?.get;

/** With these the window has no opener, and null is what the page gets for it. */
const WITHOUT_OPENER = /noopener|noreferrer/i;

/** An object that inherits nothing: what a page adds to Object.prototype is no part of it. */
function bare<T extends object>(object: T): T {
  setPrototypeOf(object, null);
  return object;
}

/** Passes the call to the platform and its outcome back; tells the isolated world of a window that did not open, or not last. */
function openAndTell(native: typeof open, receiver: unknown, args: readonly unknown[]): Window | null {
  const opened: Window | null = apply(native, receiver, args);
  try {
    if (opened === null) tell('blocked', args);
    else watch(opened, () => tell('closed', args));
  } catch {
    // No room is left on the stack: to the page its own call is what counts.
  }
  return opened;
}

function tell(what: PopupEvent['what'], args: readonly unknown[]): void {
  const features = textOf(args[2]);
  if (features === null || apply(exec, WITHOUT_OPENER, [features]) !== null) return;
  const event: PopupEvent = bare({ what, url: textOf(args[0]), name: textOf(args[1]) ?? '', features });
  apply(dispatchEvent, document, [new NativeCustomEvent(POPUP_EVENT, bare({ detail: stringify(event) }))]);
}

/** What window.open made of an argument, as far as that can be told without running code of the page again. */
function textOf(argument: unknown): string | null {
  if (argument === undefined || argument === null) return '';
  if (typeof argument === 'string') return argument.length > LONGEST ? null : argument;
  try {
    return href === undefined ? null : textOf(apply(href, argument, []));
  } catch {
    // No URL.
    return null;
  }
}

// The browser may run a content script again in a realm that is still there.
const MARK = Symbol.for('ca-popups');

if (!(MARK in globalThis)) {
  defineProperty(globalThis, MARK, { value: true });
  const descriptor = getOwnPropertyDescriptor(globalThis, 'open');
  defineProperty(globalThis, 'open', { ...descriptor, value: new Proxy(open, bare({ apply: openAndTell })) });
}
