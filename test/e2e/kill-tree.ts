import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ends a process and all below it by SIGKILL, as a loss of power would; resolves when the process is gone. */
export async function killTree(root: ChildProcess | null): Promise<void> {
  if (!root?.pid) throw new Error('the process does not run');
  const gone = new Promise((resolve) => root.once('close', resolve));
  const pids = [root.pid];
  // Stopped first, so that none starts another while the tree is read.
  process.kill(root.pid, 'SIGSTOP');
  for (const pid of pids) {
    for (const child of childrenOf(pid)) {
      if (signal(child, 'SIGSTOP')) pids.push(child);
    }
  }
  for (const pid of pids) signal(pid, 'SIGKILL');
  await gone;
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        // Not a process, or gone by now.
        return false;
      }
    });
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    // Gone by itself.
    return false;
  }
}
