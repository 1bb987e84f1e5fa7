import type { MonthLooked } from '../../messages/month-look.js';
import { MONTH_LOOK } from '../../messages/names.js';
import type { Observation } from '../../workflow/observation.js';

/** A page has come to rest when nothing has changed for so long. */
const QUIET_MS = 200;
/** A page that never rests is read so often. */
const LONGEST_MS = 2_000;

export interface WatcherOptions {
  readonly read: () => Observation;
  readonly show: (looked: MonthLooked) => void;
  readonly hide: () => void;
  /** The page has changed without showing anything else. */
  readonly moved: () => void;
}

/**
 * Reads the page when it has come to rest, and tells the service worker what is new. A burst of changes costs a timer each
 * and nothing else; the page is read while the browser is idle.
 */
export class MonthWatcher {
  readonly #options: WatcherOptions;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since = 0;
  #last = '';
  #turn = 0;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  start(): void {
    const changed = (): void => this.#changed();
    new MutationObserver(changed).observe(document.documentElement, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['class', 'style', 'src'],
    });
    // What a field holds is no mutation.
    for (const event of ['input', 'change', 'click', 'hashchange', 'popstate', 'resize', 'scroll']) {
      addEventListener(event, changed, { capture: true, passive: true });
    }
    this.#changed();
  }

  #changed(): void {
    const now = performance.now();
    if (this.#timer === null) this.#since = now;
    else if (now - this.#since > LONGEST_MS) return;
    else clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const look = (): void => {
        this.#timer = null;
        void this.#look();
      };
      // A page that lies behind another one is never idle.
      requestIdleCallback(look, { timeout: LONGEST_MS });
    }, QUIET_MS);
  }

  async #look(): Promise<void> {
    const look = this.#options.read();
    const said = JSON.stringify(look);
    if (said === this.#last) return this.#options.moved();
    this.#last = said;
    if (!look.unit) return this.#options.hide();
    this.#turn += 1;
    const turn = this.#turn;
    const looked = await ask(look);
    if (turn === this.#turn && looked) this.#options.show(looked);
  }
}

/** Null where nobody answers: the extension was updated or removed, or does not serve the page. */
async function ask(look: Observation): Promise<MonthLooked | null> {
  try {
    return ((await chrome.runtime.sendMessage({ type: MONTH_LOOK, look })) as MonthLooked | undefined) ?? null;
  } catch (error) {
    console.warn('the extension does not answer', error);
    return null;
  }
}
