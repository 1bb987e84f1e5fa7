import type { MonthLooked } from '../../messages/month-look.js';
import { PANEL_STYLE } from './panel-style.js';
import { freePlace } from './place.js';

const MARKS = { done: '✓', now: '▶', later: '·' } as const;

/**
 * The month's steps at the right edge of the page, folded to a narrow strip until the user opens it. It lies in a closed shadow
 * root. The strip covers no control of the page: where there is no room for it, it stays away.
 */
export class MonthPanel {
  #host: HTMLElement | null = null;
  #section: HTMLElement | null = null;
  #shown: MonthLooked | null = null;
  #open = false;
  #top = 0;

  show(looked: MonthLooked): void {
    const same = JSON.stringify(looked) === JSON.stringify(this.#shown);
    this.#shown = looked;
    if (!same || !this.#host?.isConnected) this.#draw();
    this.place();
  }

  hide(): void {
    this.#host?.remove();
    this.#host = null;
    this.#shown = null;
  }

  /** Looks for a place anew: the page has moved. */
  place(): void {
    if (!this.#host || !this.#section) return;
    const { width, height } = this.#section.getBoundingClientRect();
    // What the user has opened may lie over the page, all of it in sight, until the user folds it.
    const last = Math.max(0, Math.min(this.#top, innerHeight - height));
    const top = freePlace({ width, height }) ?? (this.#open ? last : null);
    this.#top = top ?? this.#top;
    // Each change of the document is looked at anew, this one too.
    const style = `--ca-panel-top: ${top ?? 0}px; --ca-panel-visibility: ${top === null ? 'hidden' : 'visible'};`;
    if (this.#host.getAttribute('style') !== style) this.#host.setAttribute('style', style);
  }

  #draw(): void {
    if (!this.#shown) return;
    if (!this.#host?.isConnected) this.#build();
    if (!this.#section) return;
    const focused = this.#section.contains(rootOf(this.#section).activeElement);
    this.#section.className = this.#open ? 'open' : 'folded';
    this.#section.replaceChildren(...(this.#open ? this.#steps(this.#shown) : [this.#folded(this.#shown)]));
    if (focused) this.#section.querySelector('button')?.focus();
  }

  #build(): void {
    this.#host?.remove();
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PANEL_STYLE);
    root.adoptedStyleSheets = [sheet];
    this.#section = document.createElement('section');
    root.append(this.#section);
    root.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.isTrusted && event.key === 'Escape') this.#turn(false);
    });
    this.#host = host;
    document.documentElement.append(host);
  }

  #turn(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    this.#draw();
    this.place();
  }

  #folded({ month, words }: MonthLooked): HTMLElement {
    const button = this.#button(month.short, true);
    button.setAttribute('aria-label', `${words.unfold} ${month.short}`);
    return button;
  }

  #steps({ company, month, words }: MonthLooked): HTMLElement[] {
    const header = element('header', '');
    header.append(element('strong', month.heading), this.#button(words.fold, false));
    const list = element('ol', '');
    for (const { state, name, count, detail, blocked } of month.steps) {
      const item = element('li', '', state);
      const text = element('span', `${name} ${count}`, 'name');
      text.append(element('small', detail), ...(blocked === '' ? [] : [element('small', blocked)]));
      const mark = element('span', MARKS[state], 'mark');
      mark.setAttribute('aria-hidden', 'true');
      if (state === 'now') item.setAttribute('aria-current', 'step');
      item.append(mark, text);
      list.append(item);
    }
    const parts = [header, element('p', company, 'company'), element('p', month.summary, 'next')];
    if (month.next) {
      const { todo, materials } = month.next;
      parts.push(element('p', todo), ...(materials === '' ? [] : [element('p', materials)]));
    }
    if (month.failures.length > 0) {
      const failures = element('ul', '');
      failures.append(...month.failures.map((one) => element('li', one)));
      parts.push(element('p', words.failures), failures);
    }
    return [...parts, list];
  }

  #button(label: string, opens: boolean): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.setAttribute('aria-expanded', String(!opens));
    button.addEventListener('click', (event) => {
      if (event.isTrusted) this.#turn(opens);
    });
    return button;
  }
}

function rootOf(node: Node): ShadowRoot {
  return node.getRootNode() as ShadowRoot;
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}
