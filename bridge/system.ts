import type { Clock, Log } from './ports.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    let immediate: NodeJS.Immediate | undefined;
    // Where the computer slept meanwhile, what has come by now is read first: an answer that is there is not too late.
    const timer = setTimeout(() => {
      immediate = setImmediate(run);
    }, ms).unref();
    return () => {
      clearTimeout(timer);
      clearImmediate(immediate);
    };
  },
};

let lines = '';

function writeLines(): void {
  const written = lines;
  lines = '';
  process.stderr.write(written);
}

/**
 * One JSON object a line on standard error, for support. Written when what is under way has been answered: on a pipe a
 * write blocks.
 */
export const standardErrorLog: Log = {
  event(name, fields = {}) {
    if (lines === '') setImmediate(writeLines);
    lines += `${JSON.stringify({ time: new Date().toISOString(), event: name, ...fields })}\n`;
  },
};

process.on('exit', writeLines);
