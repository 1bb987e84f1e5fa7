/** What a user may want to hit. */
const CONTROLS = 'a[href],button,input,select,textarea,[role=button],[role=tab],[role=menuitem],[tabindex]';
/** Parts of the window's height, from its middle outwards. */
const HEIGHTS = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1];
const MAX_CONTROLS = 500;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where at the right edge of the window something of that size covers no control of the page: the distance from the top,
 * in CSS pixels; null where it would cover one everywhere.
 */
export function freePlace({ width, height }: Size): number | null {
  const taken: DOMRect[] = [];
  for (const control of Document.prototype.querySelectorAll.call(document, CONTROLS)) {
    if (taken.length === MAX_CONTROLS) break;
    const box = control.getBoundingClientRect();
    if (box.width > 0 && box.right > innerWidth - width && box.bottom > 0 && box.top < innerHeight) taken.push(box);
  }
  for (const part of HEIGHTS) {
    const top = Math.max(0, Math.min(innerHeight - height, innerHeight * part - height / 2));
    if (!taken.some((box) => box.bottom > top && box.top < top + height)) return top;
  }
  return null;
}
