import { failure, type Result } from '../../shared/protocol/reasons.js';
import type { WindowAnswer } from '../ports.js';
import { type Context, siteScope } from './context.js';

/** Windows that may wait, of all pages, and of one site or the user's own. */
const MAX_WAITING = 8;
const MAX_WAITING_OF_SITE = 4;

/** Who wants a window: a page, or, with a signal alone, the user. */
type Asker = Context | Pick<Context, 'signal'>;

interface Waiting {
  /** '' for the user's own. */
  readonly site: string;
  readonly begin: () => void;
}

/**
 * Lets one window be open at a time; more than a few waiting are refused rather than piled up, a site's before another's. What the
 * user wants comes before what pages want.
 */
export class WindowQueue {
  private readonly waiting: Waiting[] = [];
  private open = false;

  /** Runs `dialogue` when no other is open. An abort while it waits ends in `prompt.cancelled` at once. */
  async run<T>(asker: Asker, dialogue: () => Promise<Result<T>>): Promise<Result<T>> {
    const { signal } = asker;
    const site = 'origin' in asker ? siteScope(asker) : '';
    const alike = this.waiting.filter((one) => one.site === site).length;
    const pages = this.waiting.filter((one) => one.site !== '').length;
    const crowded = alike >= MAX_WAITING_OF_SITE || (site !== '' && pages >= MAX_WAITING);
    if (this.open && crowded) return failure('prompt.busy');
    if (this.open && !(await this.turn(signal, site))) return failure('prompt.cancelled');
    this.open = true;
    try {
      return signal.aborted ? failure('prompt.cancelled') : await dialogue();
    } finally {
      this.open = false;
      this.waiting.shift()?.begin();
    }
  }

  /** True when it is the asker's turn, false when the asker is gone. */
  private turn(signal: AbortSignal, site: string): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        resolve(false);
      };
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        // Taken here, so that nobody who asks before the asker runs on gets in between.
        this.open = true;
        resolve(true);
      };
      const waiting = { site, begin };
      if (signal.aborted) resolve(false);
      else {
        signal.addEventListener('abort', leave, { once: true });
        const pages = this.waiting.findIndex((one) => one.site !== '');
        this.waiting.splice(site === '' && pages >= 0 ? pages : this.waiting.length, 0, waiting);
      }
    });
  }
}

const UNANSWERED = {
  cancelled: 'prompt.cancelled',
  timeout: 'prompt.timeout',
  unavailable: 'prompt.unavailable',
} as const;

/** What a window's answer means for the operation that asked. */
export function windowResult<T>(answer: WindowAnswer<T>): Result<T> {
  return answer.kind === 'answered' ? { ok: true, value: answer.value } : failure(UNANSWERED[answer.kind]);
}
