import type { PageClaims } from '../../../shared/protocol/page-claims.js';
import { OBSERVATIONS } from './observations.js';
import { controlHit, isConfirming, purposeOf } from './purpose.js';
import { readPage } from './read-page.js';

const ASKS_SIGNATURE = /^1\|(?:Sign|UnUISign|P7Sign)/;
const ACTED_MS = 30_000;

/** What this document shows and what its user does in it. Only events of the browser's own making count, never a script's. */
export class PageObserver {
  /** Milliseconds of a clock that nobody sets. */
  readonly #now: () => number;
  #acted = Number.NEGATIVE_INFINITY;
  #control = '';

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Listens on the window, where a capturing listener is the first to be told. May be called again. */
  listen(): void {
    for (const type of ['pointerdown', 'keydown'])
      addEventListener(type, this.#heard, { capture: true, passive: true });
  }

  /** What the document says of itself now; undefined with frames that ask for no signature. */
  claims(frame: string): PageClaims | undefined {
    if (!ASKS_SIGNATURE.test(frame)) return undefined;
    const { headings, company, code } = readPage(OBSERVATIONS);
    const purpose = purposeOf(this.#control, headings, OBSERVATIONS);
    return { purpose, company, code, acted: this.#now() - this.#acted <= ACTED_MS };
  }

  /** Not `click`, which comes last: the page may have changed the control's words by then. */
  readonly #heard = (event: Event): void => {
    if (!event.isTrusted) return;
    this.#acted = this.#now();
    const key = event instanceof KeyboardEvent ? event.key : null;
    if (key !== null && key !== 'Enter' && key !== ' ') return;
    const control = controlHit(event, key === 'Enter');
    if (control !== null && !isConfirming(control, OBSERVATIONS)) this.#control = control;
  };
}
