import type { Clock } from '../ports.js';

/** Answers `otherwise` where `task` fails, or has not answered after `ms` milliseconds. */
export function limited<T>(clock: Clock, ms: number, task: () => Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, () => resolve(otherwise));
    const settle = (value: T): void => {
      stop();
      resolve(value);
    };
    // Also one that fails before it has made its promise.
    new Promise<T>((start) => start(task())).then(settle, () => settle(otherwise));
  });
}
