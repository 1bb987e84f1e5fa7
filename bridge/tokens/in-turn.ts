/** Runs one task after the other; each caller gets its own task's outcome. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const done = last.then(task);
    // The next task runs however this one ended; its own caller is told.
    last = done.catch(() => undefined);
    return done;
  };
}
