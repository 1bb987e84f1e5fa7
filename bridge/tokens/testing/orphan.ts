/**
 * A driver's process that hangs: its main thread stands still like one in a vendor's code, and says its process id
 * before. Started by itself with an argument that it is to be the bridge of such a process.
 */
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { watchParent } from '../watch-parent.js';

if (process.argv[2] === 'bridge') {
  spawn(process.execPath, [process.argv[1] ?? ''], { stdio: ['ignore', 'inherit', 'inherit'] });
} else {
  watchParent();
  writeSync(1, `${process.pid}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
