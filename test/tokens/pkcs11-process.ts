import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Call, Reply } from './pkcs11-child.js';

/** A PKCS#11 module in a process of its own, called as pkcs11js is; one call at a time. */
export class Pkcs11Process {
  readonly child: ChildProcess;

  constructor(module: string) {
    this.child = fork(path.join(import.meta.dirname, 'pkcs11-child.ts'), [module], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  /** Rejects with an Error whose message is the CKR's name, or the signal that ended the process. */
  async call(method: string, ...args: readonly unknown[]): Promise<unknown> {
    const ended = new AbortController();
    try {
      const message: Call = { method, args };
      this.child.send(message);
      const reply = await Promise.race([
        once(this.child, 'message', { signal: ended.signal }),
        once(this.child, 'exit', { signal: ended.signal }).then(([code, signal]) => {
          throw new Error(String(signal ?? code));
        }),
      ]);
      const [answer] = reply as [Reply];
      if ('error' in answer) throw new Error(answer.error);
      return answer.value;
    } finally {
      ended.abort();
    }
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }
}
