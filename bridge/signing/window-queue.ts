import { failure, type Result } from '../../shared/protocol/reasons.js';
import type { WindowAnswer } from '../ports.js';

const MAX_WAITING = 8;

/** Lets one window be open at a time; more than a few waiting are refused rather than piled up. */
export class WindowQueue {
  private readonly waiting: (() => void)[] = [];
  private open = false;

  /** Runs `dialogue` when no other is open. An abort while it waits ends in `prompt.cancelled` at once. */
  async run<T>(signal: AbortSignal, dialogue: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.open && this.waiting.length >= MAX_WAITING) return failure('prompt.busy');
    if (this.open && !(await this.turn(signal))) return failure('prompt.cancelled');
    this.open = true;
    try {
      return signal.aborted ? failure('prompt.cancelled') : await dialogue();
    } finally {
      this.open = false;
      this.waiting.shift()?.();
    }
  }

  /** True when it is the asker's turn, false when the asker is gone. */
  private turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        resolve(false);
      };
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        // Taken here, so that nobody who asks before the asker runs on gets in between.
        this.open = true;
        resolve(true);
      };
      if (signal.aborted) resolve(false);
      else {
        signal.addEventListener('abort', leave, { once: true });
        this.waiting.push(begin);
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
