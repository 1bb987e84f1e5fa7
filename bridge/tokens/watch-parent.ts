import { Worker } from 'node:worker_threads';

/** Milliseconds between two looks. */
const LOOK_MS = 500;

/** Signal 0 asks whether there is such a process. In plain JavaScript: the thread has no file of its own. */
const LOOKS = `
  const { parent, ms } = require('node:worker_threads').workerData;
  setInterval(() => {
    try { process.kill(parent, 0); } catch { process.kill(process.pid, 'SIGKILL'); }
  }, ms);
`;

/** Ends this process when the bridge is gone, even while its main thread hangs in a vendor's code. */
export function watchParent(): void {
  const options = { eval: true, workerData: { parent: process.ppid, ms: LOOK_MS } };
  new Worker(LOOKS, { ...options, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
