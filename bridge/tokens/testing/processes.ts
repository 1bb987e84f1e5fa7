import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { vi } from 'vitest';

const PATIENCE = { timeout: 20_000, interval: 10 };

/** Bundles a process' entry the way the product does; answers the path of the script. */
export async function bundleScript(entry: URL): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), 'driver-')), 'script.cjs');
  const [format, platform, target] = ['cjs', 'node', 'node18.18'] as const;
  await build({
    entryPoints: [entry.pathname],
    outfile,
    bundle: true,
    format,
    platform,
    target,
    // The native part of pkcs11js comes along.
    loader: { '.node': 'copy' },
    assetNames: 'native/[name]',
    logLevel: 'error',
  });
  return outfile;
}

/** SIGSTOPs a process and waits until it does stand still. */
export async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await vi.waitUntil(async () => (await processState(pid)) === 'T', PATIENCE);
}

export async function waitForEnd(pid: number): Promise<void> {
  await vi.waitUntil(async () => (await processState(pid)) === 'gone', PATIENCE);
}

/** The state letter of proc(5); an orphan that nobody has reaped yet counts as gone. */
async function processState(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return state === 'Z' || state === 'X' ? 'gone' : state;
  } catch {
    // No such process any more.
    return 'gone';
  }
}
