/** The order of what is asked of one thing. Each caller gets its own task's outcome. */
export interface Turns {
  /** Runs when everything that was asked before has ended; what is asked later waits for it. */
  alone<T>(task: () => Promise<T>): Promise<T>;
  /** Runs beside others of its kind, when what had to run alone before it has ended. */
  together<T>(task: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let lastAlone: Promise<unknown> = Promise.resolve();
  let all: Promise<unknown> = lastAlone;
  // The next task runs however this one ended; its own caller is told.
  const ended = (task: Promise<unknown>): Promise<unknown> => task.catch(() => undefined);
  return {
    alone(task) {
      const done = all.then(task);
      lastAlone = ended(done);
      all = lastAlone;
      return done;
    },
    together(task) {
      const done = lastAlone.then(task);
      const earlier = all;
      all = ended(done).then(() => earlier);
      return done;
    },
  };
}
