import { BAR_STYLE } from './bar-style.js';

export interface BarWords {
  readonly what: string;
  readonly todo: string;
}

export interface BarButtons {
  readonly allow: string;
  readonly close: string;
}

/** A click that comes sooner was meant for what lay there before. */
const UNREAD_MS = 500;

/**
 * A bar over the top of the page, at most one in a document. It lies in a closed shadow root, and only the user's own clicks count.
 * Nothing of the page's layout changes.
 */
export class PopupBar {
  #shown: { readonly host: HTMLElement; readonly what: HTMLElement; readonly todo: HTMLElement } | null = null;
  #allowButton: HTMLButtonElement | null = null;
  #allow: () => void = () => undefined;
  /** Since when the bar is there, and since when its button stands for what it stands for now. */
  #since = { bar: 0, allow: 0 };

  /** Shows that a window was blocked, in the place of whatever is shown; `allow` runs when the user wants it allowed. */
  blocked(words: BarWords, buttons: BarButtons, allow: () => void): void {
    // The page may have taken it away, or document.open() its listeners.
    if (!this.#shown?.host.isConnected) this.#build(buttons);
    this.#allow = allow;
    const isOther = this.#allowButton?.hidden === true || this.#shown?.what.textContent !== words.what;
    if (isOther) this.#since.allow = performance.now();
    if (this.#allowButton) this.#allowButton.hidden = false;
    this.#write(words);
  }

  /** Says something else, with nothing to allow. */
  say(words: BarWords, buttons: BarButtons): void {
    if (!this.#shown?.host.isConnected) this.#build(buttons);
    if (this.#allowButton) this.#allowButton.hidden = true;
    this.#write(words);
  }

  hide(): void {
    this.#shown?.host.remove();
    this.#shown = null;
  }

  #write({ what, todo }: BarWords): void {
    if (!this.#shown) return;
    this.#shown.what.textContent = what;
    this.#shown.todo.textContent = todo;
  }

  #build(buttons: BarButtons): void {
    this.hide();
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(BAR_STYLE);
    root.adoptedStyleSheets = [sheet];
    const text = document.createElement('div');
    text.setAttribute('role', 'alert');
    const what = document.createElement('strong');
    const todo = document.createElement('span');
    text.append(what, todo);
    this.#allowButton = this.#button(buttons.allow, 'allow', () => this.#allow());
    this.#allowButton.className = 'main';
    const section = document.createElement('section');
    section.append(
      text,
      this.#allowButton,
      this.#button(buttons.close, 'bar', () => this.hide()),
    );
    root.append(section);
    root.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.isTrusted && event.key === 'Escape') this.hide();
    });
    this.#since = { bar: performance.now(), allow: performance.now() };
    this.#shown = { host, what, todo };
    document.documentElement.append(host);
  }

  #button(label: string, since: 'bar' | 'allow', act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', (event) => {
      if (event.isTrusted && event.timeStamp - this.#since[since] >= UNREAD_MS) act();
    });
    return button;
  }
}
