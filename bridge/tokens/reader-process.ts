import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { Clock } from '../ports.js';
import { createTurns } from './in-turn.js';
import type { OpenedChild } from './opened-child.js';

/** A process that nobody asked anything for this time is ended. */
export const IDLE_MS = 60_000;

/** Of processes that end within QUICK_MS of their start, the first few are replaced at once. */
const QUICK_MS = 10_000;
const FREE_CRASHES = 3;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** A driver's process that sees no password: started when it is needed, replaced when it is lost, ended when idle. */
export interface ReaderProcess {
  /** Runs when all earlier ones are done. */
  use<T>(task: (child: OpenedChild) => Promise<Result<T>>): Promise<Result<T>>;
  /** Replaces the process after what it is doing. */
  renew(): void;
  close(): Promise<void>;
}

export function createReaderProcess(
  start: (onLost: () => void) => Promise<Result<OpenedChild>>,
  clock: Clock,
): ReaderProcess {
  const { alone } = createTurns();
  let child: OpenedChild | null = null;
  let closed = false;
  let outworn = false;
  let crashes = 0;
  let stopIdle = (): void => {};
  let stopPause = (): void => {};

  async function retire(): Promise<void> {
    const ending = child;
    child = null;
    outworn = false;
    crashes = 0;
    await ending?.end();
  }

  function pause(): Promise<void> {
    if (crashes < FREE_CRASHES) return Promise.resolve();
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** (crashes - FREE_CRASHES), LONGEST_PAUSE_MS);
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      stopPause = () => {
        cancel();
        resolve();
      };
    });
  }

  async function running(): Promise<Result<OpenedChild>> {
    if (child) return success(child);
    await pause();
    if (closed) return failure('driver.unavailable');
    outworn = false;
    const startedAt = clock.now();
    const started = await start(() => {
      child = null;
      crashes = clock.now() - startedAt < QUICK_MS ? crashes + 1 : 1;
    });
    if (started.ok) child = started.value;
    if (!closed) return started;
    await retire();
    return failure('driver.unavailable');
  }

  return {
    use: (task) =>
      alone(async () => {
        stopIdle();
        const ready = await running();
        if (!ready.ok) return ready;
        const answer = await task(ready.value);
        if (outworn && child) await retire();
        else if (child) stopIdle = clock.after(IDLE_MS, () => void retire());
        return answer;
      }),
    renew() {
      outworn = true;
    },
    async close() {
      closed = true;
      stopIdle();
      stopPause();
      await retire();
      await alone(async () => undefined);
    },
  };
}
