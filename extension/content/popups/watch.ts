/**
 * The platform's functions as they are before the page's first script: this runs in the page's world, too, where everything may have
 * been patched afterwards.
 */
const { apply, getOwnPropertyDescriptor } = Reflect;
const later = setTimeout;
const { now } = Performance.prototype;
const clock = performance;
const closed = getOwnPropertyDescriptor(globalThis, 'closed')?.get;

const EVERY_MS = 100;
/** A second and a half, and what a timer of a page in the background may be late. */
const AT_ONCE_MS = 2_000;

/**
 * Tells when a window is closed at once after it has shown a page. By whom is not known: by itself, by the page, by the user, or by a
 * program that blocks windows. One that shows nothing is left out, because the browser itself closes it where a download begins.
 */
export function watch(opened: Window, wasClosed: () => void): void {
  const until = time() + AT_ONCE_MS;
  let shown = false;
  const look = (): void => {
    if (isClosed(opened)) {
      if (shown && time() < until) wasClosed();
      return;
    }
    shown ||= showsPage(opened);
    if (time() < until) later(look, EVERY_MS);
  };
  look();
}

function time(): number {
  return apply(now, clock, []);
}

function isClosed(opened: Window): boolean {
  return closed === undefined || apply(closed, opened, []) === true;
}

function showsPage(opened: Window): boolean {
  try {
    return opened.location.href !== 'about:blank';
  } catch {
    // A page of another origin.
    return true;
  }
}
