import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** Starts one of the bench's programs; answers it and its first message. */
export async function startProgram(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly child: ChildProcess; readonly first: unknown }> {
  const child = fork(script, [...args], { env: { ...process.env, ...env } });
  const [first] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${script} ended with ${String(code)}`);
    }),
  ])) as [unknown];
  return { child, first };
}

/** VmRSS of proc(5), in bytes. */
export function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kibibytes === undefined) throw new Error(`process ${pid} is gone`);
  return Number(kibibytes) * 1_024;
}

/** VmRSS of the largest of the token drivers that a bridge runs, by the bridge's log; in bytes. */
export function largestDriver(log: string): number {
  const pids = [...log.matchAll(/"event":"driver.started","driver":"pkcs11","pid":(\d+)/g)].map(([, pid]) =>
    Number(pid),
  );
  return Math.max(...pids.filter((pid) => existsSync(`/proc/${pid}`)).map(residentBytes));
}
