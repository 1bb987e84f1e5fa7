import { displayText } from '../../../shared/text/display.js';
import { findUnifiedCode } from '../../../shared/unified-code.js';
import { type Beside, beside } from './labelled.js';
import type { Observations } from './observations.js';
import { collapse, isShown, matches, plain, shownText, walkerOf } from './page-dom.js';

export interface PageText {
  /** The title first. */
  readonly headings: readonly string[];
  readonly company: string | null;
  readonly code: string | null;
}

/** Beyond it a page is not read: it may name others further down, so it names nobody. */
const MAX_NODES = 10_000;
const LONGEST_TEXT = 300;
/** Of one kind: who shows more shows a list. */
const MAX_LABELS = 100;
const MAX_HEADINGS = 50;
const LONGEST_NAME = 100;

/** Reads which company this document shows, and its headings. Where it shows several, it names none. */
export function readPage(data: Observations): PageText {
  const company = new Found(data.company.labels, (found) => companyName(found, data));
  const code = new Found(data.code.labels, ({ value }) => findUnifiedCode(value.normalize('NFKC')));
  const selector = data.headings.map((one) => one.selector).join();
  const walker = walkerOf(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const headings: string[] = [];
  let title = '';
  let nodes = 0;
  while (walker.nextNode() && nodes < MAX_NODES) {
    nodes += 1;
    const node = walker.currentNode;
    if (node instanceof Text) {
      if (node.length > LONGEST_TEXT) continue;
      company.look(node);
      code.look(node);
    } else if (node instanceof HTMLTitleElement) {
      title ||= collapse(node.text.slice(0, LONGEST_TEXT));
    } else if (node instanceof Element && headings.length < MAX_HEADINGS && matches(node, selector) && isShown(node)) {
      headings.push(shownText(node));
    }
  }
  const one = nodes < MAX_NODES && !company.several && !code.several;
  return { headings: [title, ...headings], company: one ? company.value : null, code: one ? code.value : null };
}

/** The one value that stands beside any of some labels. */
class Found {
  value: string | null = null;
  several = false;
  #labels = 0;
  /** Told apart at no cost from the texts that hold no label. */
  readonly #first: RegExp;
  readonly #label: RegExp;
  readonly #read: (found: Beside) => string | null;

  constructor(labels: Observations['code']['labels'], read: (found: Beside) => string | null) {
    // The longest first: one may begin with another.
    const all = labels.map(({ words }) => words).sort((a, b) => b.length - a.length);
    this.#first = new RegExp(`[${all.map((words) => words.charAt(0)).join('')}]`);
    const spaced = all.map((words) => [...words].join('\\s*')).join('|');
    // Not within other words, as in the former or the wrong name.
    this.#label = new RegExp(`(?<![\\p{L}\\p{N}])(?:${spaced})[\\s*\\uff0a]*([:\\uff1a]|$)`, 'gu');
    this.#read = read;
  }

  look(text: Text): void {
    if (this.several || !this.#first.test(text.data)) return;
    const shown = displayText(collapse(text.data), LONGEST_TEXT);
    for (const label of shown.matchAll(this.#label)) {
      if (!text.parentElement || !isShown(text.parentElement)) return;
      this.#labels += 1;
      this.several ||= this.#labels > MAX_LABELS;
      const marked = label[1] !== '';
      const rest = shown.slice(label.index + label[0].length).trim();
      for (const found of rest === '' ? beside(text, marked) : [{ value: rest, marked }]) this.#take(found);
    }
  }

  #take(found: Beside): void {
    const value = this.#read({ ...found, value: collapse(displayText(found.value, LONGEST_TEXT)) });
    if (value === null) return;
    this.several ||= this.value !== null && plain(this.value) !== plain(value);
    this.value ??= value;
  }
}

function companyName({ value, marked }: Beside, { company }: Observations): string | null {
  const [name = ''] = value.split(/[\s,;|\uff0c\uff1b\u3001\u3002]/, 1);
  if (name.length > LONGEST_NAME || (name.match(/\p{L}/gu) ?? []).length < 2) return null;
  const same = plain(name);
  const isLabel = company.labels.some(({ words }) => same.startsWith(plain(words)));
  const isPlaceholder = company.placeholders.some(({ words }) => same.startsWith(plain(words)));
  if (isLabel || isPlaceholder) return null;
  return marked || company.endings.some(({ words }) => same.endsWith(plain(words))) ? name : null;
}
