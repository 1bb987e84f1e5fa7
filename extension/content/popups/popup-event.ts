import { LONGEST, type PopupEvent } from './channel.js';

/** Longer than any that the page's script sends, each code unit as `\uXXXX` and the names beside them. */
const LONGEST_DETAIL = 3 * 6 * LONGEST + 200;

/** Reads the `detail` of a POPUP_EVENT, which any script of the page can forge; null where it is none. */
export function readPopupEvent(detail: unknown): PopupEvent | null {
  if (typeof detail !== 'string' || detail.length > LONGEST_DETAIL) return null;
  let event: unknown;
  try {
    event = JSON.parse(detail);
  } catch {
    // Not from the page's replaced window.open.
    return null;
  }
  return isPopupEvent(event) ? event : null;
}

function isPopupEvent(value: unknown): value is PopupEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { what, url, name, features } = value as Record<string, unknown>;
  if (what !== 'blocked' && what !== 'closed') return false;
  return (url === null || isShort(url)) && isShort(name) && isShort(features);
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST;
}

/**
 * The address that the user's click may open again in the page's name: of a website, or blank. Null for any other, such as
 * `javascript:`, which would run with that click.
 */
export function repeatable({ url }: PopupEvent, base: string): URL | 'about:blank' | null {
  if (url === null) return null;
  if (url === '') return 'about:blank';
  try {
    const address = new URL(url, base);
    if (address.protocol === 'http:' || address.protocol === 'https:') return address;
    return address.href === 'about:blank' ? 'about:blank' : null;
  } catch {
    // No address at all, which window.open would have refused itself.
    return null;
  }
}

/** The window's name; one that means a frame of the page is none for a window that did not open. */
export function targetOf({ name }: PopupEvent): string {
  return name.startsWith('_') ? '_blank' : name;
}
