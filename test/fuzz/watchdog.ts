import { Worker } from 'node:worker_threads';

/** No input may take so long, in milliseconds: the slowest are thousands of times faster. */
const STUCK_MS = 30_000;

const WATCH = `
const { workerData: { beats, words, stuckMs } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let last = -1;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  if (now === last) {
    writeSync(2, words + ', input ' + now + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
  last = now;
}, stuckMs);
`;

/** Ends the process, saying so, when nothing beats for a while: a loop without end hears nothing of a time limit. */
export function startWatchdog(words: string): { beat(): void; stop(): Promise<unknown> } {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { beats, words, stuckMs: STUCK_MS };
  const worker = new Worker(WATCH, { eval: true, workerData, execArgv: [] });
  return { beat: () => void Atomics.add(beats, 0, 1), stop: () => worker.terminate() };
}
