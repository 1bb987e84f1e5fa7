import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../ports.js';

/** How often the folder is looked at. Polling sees network folders and a folder that was made anew, too. */
export const WATCH_MS = 1_000;

/** Calls `changed` after a PKCS#12 or certificate file came, went or changed. Answers the function that stops it. */
export function watchFolder(folder: string, clock: Clock, changed: () => void): () => void {
  let stopped = false;
  let cancel = (): void => {};
  let last: string | null = null;

  async function look(): Promise<void> {
    const seen = await describe(folder);
    if (stopped) return;
    if (last !== null && seen !== last) changed();
    last = seen;
    cancel = clock.after(WATCH_MS, () => void look());
  }

  void look();
  return () => {
    stopped = true;
    cancel();
  };
}

async function describe(folder: string): Promise<string> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.(p12|crt)$/.test(name)).sort();
    const files = await Promise.all(
      names.map(async (name) => {
        const { mtimeMs, size, ino } = await stat(join(folder, name));
        return `${name} ${mtimeMs} ${size} ${ino}`;
      }),
    );
    return files.join('\n');
  } catch {
    // Not there, or a file went while we looked: the next look tells what came of it.
    return 'unreadable';
  }
}
