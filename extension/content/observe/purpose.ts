import type { Purpose } from '../../../shared/protocol/purposes.js';
import type { Observations } from './observations.js';
import { attribute, closest, find, matches, plain, shownText } from './page-dom.js';

const CONTROL = 'button,a,summary,[role=button],[role=link],[role=menuitem],[role=tab],[onclick],label';
const BUTTON_INPUT = 'input:is([type=submit],[type=button],[type=image])';
const TYPED_IN = 'input:not([type=submit],[type=button],[type=image],[type=checkbox],[type=radio]),textarea,select';
const SUBMITS = 'button:not([type=button],[type=reset]),input:is([type=submit],[type=image])';
/** How far above what was hit its control is looked for. */
const MAX_DEPTH = 8;
const LONGEST_CONTROL = 40;
/** As in `2:` before the words of a button of the older edition. */
const NUMBER = /^\d{1,2}[:.\u3001]/;

/** What is said for the purpose of a signature: by the control that the user hit last, else by the page's headings. */
export function purposeOf(control: string, headings: readonly string[], data: Observations): Purpose | null {
  const page = headings.map(plain);
  return ofControl(control, page, data) ?? ofHeadings(page.slice(0, 1), data) ?? ofHeadings(page.slice(1), data);
}

/**
 * The words of the control that a pointer or key event hit: null where it hit none, empty where it has no words. With
 * `enters`, in a field it is a click on its form's button.
 */
export function controlHit(event: Event, enters: boolean): string | null {
  const path = event.composedPath().filter((target) => target instanceof Element);
  const [hit] = path;
  if (!hit) return null;
  if (matches(hit, TYPED_IN)) {
    const form = enters && matches(hit, 'input') ? closest(hit, 'form') : null;
    const button = form && find(form, SUBMITS);
    return button && wordsOf(button);
  }
  const control = path.slice(0, MAX_DEPTH).find((element) => matches(element, `${CONTROL},${BUTTON_INPUT}`));
  return control ? wordsOf(control) : wordsOf(hit) || null;
}

export function isConfirming(control: string, data: Observations): boolean {
  return data.confirming.some(({ words }) => plain(words) === control);
}

function wordsOf(control: Element): string {
  const given = matches(control, BUTTON_INPUT) ? attribute(control, 'value') : shownText(control);
  const image = find(control, 'img[alt]');
  const named = ['aria-label', 'title', 'alt'].map((name) => attribute(control, name));
  const words = [given, ...named, image ? attribute(image, 'alt') : ''].map(plain).find((text) => text !== '') ?? '';
  return words.length > LONGEST_CONTROL ? '' : words.replace(NUMBER, '');
}

function ofControl(control: string, page: readonly string[], { purposes }: Observations): Purpose | null {
  if (control === '') return null;
  return only(purposes, ({ controls }) =>
    controls.some((one) => {
      const words = plain(one.words);
      const on = one.page === null ? null : plain(one.page);
      if (on !== null && !page.some((heading) => heading.includes(on))) return false;
      return one.whole ? control === words : control.includes(words);
    }),
  );
}

function ofHeadings(page: readonly string[], { purposes }: Observations): Purpose | null {
  return only(purposes, ({ headings }) =>
    headings.some(({ words }) => page.some((heading) => heading.includes(plain(words)))),
  );
}

/** The one purpose that fits: where several do, nobody can tell. */
function only(
  purposes: Observations['purposes'],
  fits: (words: Observations['purposes']['login']) => boolean,
): Purpose | null {
  const [one, another] = (Object.keys(purposes) as (keyof typeof purposes)[]).filter((name) => fits(purposes[name]));
  return one !== undefined && another === undefined ? one : null;
}
