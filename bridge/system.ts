import type { Clock, Log } from './ports.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
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
