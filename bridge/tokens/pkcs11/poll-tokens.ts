import type { Reason } from '../../../shared/protocol/reasons.js';
import type { Clock } from '../../ports.js';
import type { TokenDriver } from '../driver.js';

/** Milliseconds between two looks at the tokens: modules' own events cannot be relied on. */
export const POLL_MS = 1_500;

/** Milliseconds to the next look at a module that cannot be used: each one costs a process. */
export const POLL_UNUSABLE_MS = 15_000;

/** Failures that may be cured by plugging a token in again, a few times in a row; all others are the module's. */
const PASSING: ReadonlySet<Reason> = new Set<Reason>(['driver.timeout', 'driver.crashed', 'token.busy']);
const PASSING_TIMES = 5;

/**
 * Looks at once, and calls `changed` after a token came or went. Answers the function that stops it.
 * It keeps the driver's process alive.
 */
export function pollTokens(list: TokenDriver['list'], clock: Clock, changed: () => void): () => void {
  let stopped = false;
  let last: string | null = null;
  let failures = 0;
  let cancel = (): void => {};

  async function look(): Promise<void> {
    const tokens = await list();
    if (stopped) return;
    const seen = tokens.ok
      ? tokens.value
          .map(({ id }) => id)
          .sort()
          .join()
      : '';
    if (last !== null && seen !== last) changed();
    last = seen;
    failures = tokens.ok ? 0 : failures + 1;
    const soon = tokens.ok || (PASSING.has(tokens.reason) && failures <= PASSING_TIMES);
    cancel = clock.after(soon ? POLL_MS : POLL_UNUSABLE_MS, () => void look());
  }

  void look();

  return () => {
    stopped = true;
    cancel();
  };
}
