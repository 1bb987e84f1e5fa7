import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A bridge as its own process. */
export class BridgeProcess {
  private child: ChildProcess | null = null;
  private portNumber = 0;

  constructor(
    private readonly script: string,
    private readonly configFile: string,
    private readonly logFile: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The port it listens on since its last start. */
  get port(): number {
    return this.portNumber;
  }

  get pid(): number {
    if (!this.child?.pid) throw new Error('the bridge is not running');
    return this.child.pid;
  }

  /** Starts the bridge; resolves when it listens. Its log goes on in the same file. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.script, '--config', this.configFile], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    child.stdout.on('data', (data: Buffer) => appendFileSync(this.logFile, data));
    const lines = createInterface({ input: child.stderr });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the bridge ended with ${code}; see ${this.logFile}`)));
      lines.on('line', (line) => {
        appendFileSync(this.logFile, `${line}\n`);
        const port = /"event":"listening","port":(\d+)/.exec(line)?.[1];
        if (port === undefined) return;
        this.portNumber = Number(port);
        resolve();
      });
    });
  }

  /** Ends the bridge, by default as a user quitting it would; resolves when the process is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    // Not `exit`: the last lines of its log are still on their way then.
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await gone;
  }
}
