import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { ENDS_WITH_PARENT } from '../../ends-with-parent.js';

export interface WindowLimits {
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How a window's program ended: by itself, or by one of the limits, or it never started. */
export type WindowEnd =
  | { readonly kind: 'exited'; readonly code: number | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'missing' };

export interface WindowProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when the program and its output have ended. */
  readonly ended: Promise<WindowEnd>;
  /** Closes the window at once, with all processes that the program started. */
  kill(): void;
}

/**
 * Starts a program with no shell; null when it cannot be started. Its limits, of which the signal
 * has not aborted yet, kill the whole process group (on Windows: the program).
 */
export function startWindow(program: string, args: readonly string[], limits: WindowLimits): WindowProcess | null {
  const child = spawnDetached(program, args, limits.env);
  if (!child?.stdin || !child.stdout) return null;
  const { stdin, stdout } = child;

  let limit: 'cancelled' | 'timeout' | null = null;
  const kill = () => killGroup(child);
  const ended = new Promise<WindowEnd>((resolve) => {
    const stop = (reason: 'cancelled' | 'timeout') => {
      limit ??= reason;
      kill();
    };
    const onAbort = () => stop('cancelled');
    const timer = setTimeout(() => stop('timeout'), limits.timeoutMs);
    limits.signal.addEventListener('abort', onAbort, { once: true });
    const settle = (end: WindowEnd) => {
      clearTimeout(timer);
      limits.signal.removeEventListener('abort', onAbort);
      resolve(limit ? { kind: limit } : end);
    };
    child.once('error', () => settle({ kind: 'missing' }));
    child.once('close', (code) => settle({ kind: 'exited', code }));
  });
  // A program that has gone away is seen by `ended`; a write that comes too late adds nothing.
  stdin.on('error', () => undefined);
  return { stdin, stdout, ended, kill };
}

/** Windows has no process groups, and gives a detached program a console of its own. */
const WINDOWS = process.platform === 'win32';

/** A password window that outlives its bridge would take a password for nobody. */
function spawnDetached(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess | null {
  const [command = program, ...rest] = [...ENDS_WITH_PARENT, program, ...args];
  try {
    const options = { cwd: '/', env, detached: !WINDOWS, windowsHide: true } as const;
    return spawn(command, rest, { ...options, stdio: ['pipe', 'pipe', 'ignore'] });
  } catch {
    // Thrown for arguments that no program can take; a missing program is reported by an event instead.
    return null;
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (WINDOWS) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
