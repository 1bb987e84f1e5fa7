import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { until } from './wait.js';

const START_MS = 60_000;

/** A command that asks the running bridge. */
export interface BridgeCommand {
  /** Its output so far. */
  said(): string;
  /** Its exit code, null where a signal ended it. */
  readonly ended: Promise<number | null>;
  interrupt(): void;
}

/** A bridge as its own process. */
export class BridgeProcess {
  private child: ChildProcess | null = null;
  private portNumber = 0;

  constructor(
    private readonly program: readonly [program: string, ...args: string[]],
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
    const [program, ...args] = this.program;
    // Straight into the file: under Wine, Node writes to no pipe.
    const log = openSync(this.logFile, 'a');
    const before = fstatSync(log).size;
    const child = spawn(program, args, { env: this.env, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.portNumber = await until('the bridge to listen', () => this.listening(child, before), START_MS);
  }

  private listening(child: ChildProcess, before: number): number | null {
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null) throw new Error(`the bridge ended with ${ended}; see ${this.logFile}`);
    const text = readFileSync(this.logFile).subarray(before).toString();
    const port = /"event":"listening","port":(\d+)/.exec(text)?.[1];
    return port === undefined ? null : Number(port);
  }

  /** Runs a command of the bridge's program beside it, in a process that ends with the test at the latest. */
  command(...words: readonly string[]): BridgeCommand {
    const [program, ...args] = this.program;
    const child = spawn(program, [...args, ...words], { env: this.env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    return {
      said: () => said,
      ended: new Promise((resolve) => child.once('close', resolve)),
      interrupt: () => child.kill('SIGINT'),
    };
  }

  /** Ends the bridge, by default as a user quitting it would; resolves when the process is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await gone;
  }
}
