/*
 * Reading a page that may be anybody's. Methods are taken from the prototypes: an input called `matches` would
 * be found in the place of its form's own method.
 */

const MAX_TEXTS = 30;
const MAX_TEXT_LENGTH = 300;

export function matches(element: Element, selector: string): boolean {
  return Element.prototype.matches.call(element, selector);
}

export function closest(element: Element, selector: string): Element | null {
  return Element.prototype.closest.call(element, selector);
}

export function find(element: Element, selector: string): Element | null {
  return Element.prototype.querySelector.call(element, selector);
}

function contains(element: Element, other: Element): boolean {
  return Node.prototype.contains.call(element, other);
}

export function findAll(element: Element, selector: string): NodeListOf<Element> {
  return Element.prototype.querySelectorAll.call(element, selector);
}

export function attribute(element: Element, name: string): string {
  return (Element.prototype.getAttribute.call(element, name) ?? '').slice(0, MAX_TEXT_LENGTH);
}

/** Whether it takes part in what is drawn. (The option's name is the one of Chrome 105 to 120, and an alias since.) */
export function isShown(element: Element): boolean {
  return Element.prototype.checkVisibility.call(element, { checkVisibilityCSS: true });
}

/** All nodes below a node, in the order of the document. */
export function walkerOf(root: Node, what: number): TreeWalker {
  return Document.prototype.createTreeWalker.call(document, root, what);
}

/**
 * The text that an element shows, white space collapsed; of what follows a text, a link or button is left out. Empty where
 * it is too long to be the name of anything.
 */
export function shownText(element: Element): string {
  const walker = walkerOf(element, NodeFilter.SHOW_TEXT);
  let shown = '';
  for (let texts = 0; walker.nextNode(); texts += 1) {
    const text = walker.currentNode as Text;
    if (texts === MAX_TEXTS || shown.length + text.length > MAX_TEXT_LENGTH) return '';
    const parent = text.parentElement;
    if (!parent || text.data.trim() === '' || !isShown(parent)) continue;
    const control = closest(parent, 'a,button');
    if (shown.trim() !== '' && control && control !== element && contains(element, control)) break;
    shown += text.data;
  }
  return collapse(shown);
}

/** White space but the zero-width one, which joins what stands around it. */
export function collapse(text: string): string {
  return text.replace(/[^\S\ufeff]+/g, ' ').trim();
}

/** For comparing words of a page: without white space, in one width and case. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
