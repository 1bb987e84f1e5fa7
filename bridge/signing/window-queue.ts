import { failure, type Result } from '../../shared/protocol/reasons.js';
import type { WindowAnswer } from '../ports.js';

const MAX_WAITING = 8;

/** Lets one window be open at a time; more than a few waiting are refused rather than piled up. */
export class WindowQueue {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Runs `dialogue` when no other is open. An abort while it waits ends in `prompt.cancelled`. */
  async run<T>(signal: AbortSignal, dialogue: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.waiting >= MAX_WAITING) return failure('prompt.busy');
    this.waiting += 1;
    const turn = this.tail.then(() => (signal.aborted ? failure('prompt.cancelled') : dialogue()));
    // The next dialogue waits for this one's end, however it ends; the outcome goes to the caller below.
    this.tail = turn.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await turn;
    } finally {
      this.waiting -= 1;
    }
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
