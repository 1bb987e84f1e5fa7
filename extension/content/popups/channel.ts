/**
 * What the page's world tells the isolated one of windows: a CustomEvent on `document` whose `detail` is this object as a JSON
 * string. Any script of the page can forge it.
 */
export const POPUP_EVENT = 'ca-popup';

export interface PopupEvent {
  /** `blocked`: it did not open. `closed`: it showed a page and was closed at once. */
  readonly what: 'blocked' | 'closed';
  /** What the page gave to window.open; null where that is no text, or too long. */
  readonly url: string | null;
  readonly name: string;
  readonly features: string;
}

/** Code units of the address, the name and the features of a window each. */
export const LONGEST = 2_000;
