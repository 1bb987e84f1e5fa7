import { type ChildProcess, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import { ENDS_WITH_PARENT } from '../ends-with-parent.js';
import type { Clock, Log } from '../ports.js';
import {
  createFrameReader,
  encodeAttachment,
  encodeMessage,
  type Frame,
  MAX_ATTACHMENT_BYTES,
  writeAndWipe,
} from './ipc.js';
import { type DriverEvent, driverMessageSchema } from './messages.js';

/** How long a process may take to end by itself after its stream was closed. */
export const END_MS = 2_000;

const CHANNEL_FD = 3;

/** Windows needs its folder for the system's libraries; nothing else of ours is the driver's business. */
const KEPT_ENVIRONMENT = ['SystemRoot', 'windir'];

export interface Attachments {
  readonly bytes?: Buffer;
  readonly secret?: Buffer;
}

export interface ChildReply {
  readonly value: unknown;
  readonly bytes: Buffer | null;
}

export interface DriverChildOptions {
  readonly driver: string;
  readonly command: string;
  /** Node's and V8's options. */
  readonly flags: readonly string[];
  readonly script: string;
  /** Variables that the process gets, besides what the system itself needs. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEvent: (event: DriverEvent) => void;
  /** The process is lost without our wish; comes before the request under way is answered. */
  readonly onLost: (reason: Reason) => void;
}

/** The bridge's end of one driver process, from its start to its end. */
export interface DriverChild {
  /**
   * Requests are answered in the order in which they were made; attachments are copied at once. Fails with
   * `driver.timeout` when this one was the first in line for `deadlineMs`, with `driver.unavailable` if the process never said hello, with `driver.crashed` if it ended or said what a driver
   * never says: each of them kills it. `request.tooLarge` is not sent at all.
   */
  request(op: string, args: unknown, deadlineMs: number, attachments?: Attachments): Promise<Result<ChildReply>>;
  /** Kills a process whose answers make no sense. */
  distrust(): void;
  /** Closes the stream, which ends the process; resolves when it is gone. */
  end(): Promise<void>;
}

interface Pending {
  readonly id: number;
  readonly deadlineMs: number;
  bytes: Buffer | null;
  readonly answer: (result: Result<ChildReply>) => void;
}

/** Throws where the system refuses to start any process. */
export function startDriverChild(options: DriverChildOptions): DriverChild {
  const { driver, clock, log } = options;
  const child = spawnDriver(options);
  const read = createFrameReader();
  let alive = true;
  let greeted = false;
  /** In the order in which the process answers. */
  let pending: Pending[] = [];
  let stopDeadline = (): void => {};
  let lastId = 0;

  // Not 'close': what a vendor's library has started may hold the streams for longer. What the process said last is
  // read before the next turn.
  const gone = new Promise<void>((resolve) => {
    child.on('exit', () => setImmediate(resolve));
    child.on('error', () => resolve());
  });
  // Out of file descriptors, Node makes no streams at all, whatever its types say.
  const channel: unknown = child.stdio?.[CHANNEL_FD];
  const vanish = (): void => lose(greeted ? 'driver.crashed' : 'driver.unavailable');
  void gone.then(vanish);

  function lose(reason: Reason): void {
    if (!alive) return;
    alive = false;
    child.kill('SIGKILL');
    log.event('driver.lost', { driver, reason });
    options.onLost(reason);
    answerAll(failure(reason));
  }

  function answerAll(result: Result<ChildReply>): void {
    stopDeadline();
    const left = pending;
    pending = [];
    for (const { answer } of left) answer(result);
  }

  /** Only the first in line is being worked at. */
  function startDeadline(): void {
    stopDeadline();
    const [first] = pending;
    if (first) stopDeadline = clock.after(first.deadlineMs, () => lose('driver.timeout'));
  }

  /** False for a frame that no driver sends. */
  function accept(frame: Frame): boolean {
    const [first] = pending;
    if (frame.kind !== 'json') {
      if (frame.kind === 'secret' || first?.id !== frame.id || first.bytes) return false;
      first.bytes = frame.data;
      return true;
    }
    const parsed = driverMessageSchema.safeParse(frame.message);
    if (!parsed.success) return false;
    const message = parsed.data;
    if ('hello' in message) {
      if (greeted || message.hello.driver !== driver) return false;
      greeted = true;
      return true;
    }
    if (!greeted) return false;
    if ('event' in message) {
      options.onEvent(message);
      return true;
    }
    if (first?.id !== message.id) return false;
    const { answer, bytes } = first;
    pending.shift();
    startDeadline();
    answer(message.ok ? success({ value: message.value, bytes }) : failure(message.reason, message.retriesLeft));
    return true;
  }

  if (channel instanceof Duplex) {
    channel.on('data', (chunk: Buffer) => {
      if (alive && !read(chunk)?.every(accept)) lose('driver.crashed');
    });
    channel.on('error', vanish);
    channel.on('close', vanish);
  }
  // Read, or the process would block on a full pipe; its words may hold user data, so only their size is told.
  child.stderr?.on('data', (chunk: Buffer) => log.event('driver.stderr', { driver, bytes: chunk.length }));
  if (child.pid !== undefined) log.event('driver.started', { driver, pid: child.pid });

  return {
    request(op, args, deadlineMs, attachments = {}) {
      if (!alive || !(channel instanceof Duplex)) return Promise.resolve(failure('driver.unavailable'));
      const { secret, bytes } = attachments;
      if (Math.max(secret?.length ?? 0, bytes?.length ?? 0) > MAX_ATTACHMENT_BYTES) {
        return Promise.resolve(failure('request.tooLarge'));
      }
      lastId += 1;
      const id = lastId;
      const frames: Buffer[] = [];
      if (secret) frames.push(encodeAttachment('secret', id, secret));
      if (bytes) frames.push(encodeAttachment('bytes', id, bytes));
      frames.push(encodeMessage({ v: 1, id, op, deadlineMs, args }));
      return new Promise((resolve) => {
        pending.push({ id, deadlineMs, bytes: null, answer: resolve });
        if (pending.length === 1) startDeadline();
        // Together: a write is the most expensive part of a small request, for both sides.
        channel.cork();
        for (const frame of frames) writeAndWipe(channel, frame);
        channel.uncork();
      });
    },
    distrust: () => lose('driver.crashed'),
    end() {
      alive = false;
      answerAll(failure('driver.unavailable'));
      if (channel instanceof Duplex) channel.end();
      return new Promise((resolve) => {
        let stop = clock.after(END_MS, () => {
          child.kill('SIGKILL');
          // A process that hangs in the system's own code ends when that lets it.
          stop = clock.after(END_MS, resolve);
        });
        void gone.then(() => {
          stop();
          resolve();
        });
      });
    },
  };
}

/** A driver mostly waits: without V8's helper threads and much room for garbage it takes less memory, as fast. */
const LEAN = ['--max-semi-space-size=1', '--v8-pool-size=0'];

/** The limit does not hold where the system pipes dumps to a program (core(5)): then the filter leaves nothing in them. */
const NO_CORE = 'ulimit -c 0; echo 0 >/proc/self/coredump_filter; exec "$@"';

/**
 * No core dump may hold a password or key; only a shell can switch it off for a process that is to be started. A hang
 * in a vendor's code does not hear that its stream was closed, so the system is told to end it with the bridge.
 */
function spawnDriver({ command, flags, script, env: own }: DriverChildOptions): ChildProcess {
  const withoutCore = process.platform === 'win32' ? [] : ['/bin/sh', '-c', NO_CORE, 'sh'];
  const started = [command, ...LEAN, ...flags, script];
  const [program = command, ...args] = [...ENDS_WITH_PARENT, ...withoutCore, ...started];
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT_ENVIRONMENT.includes(name)));
  const env = { ...kept, ...own };
  // On Windows a write to a pipe waits for the read that is under way, unless the pipe is an overlapped one.
  return spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'overlapped'], env, windowsHide: true });
}
