import { Socket } from 'node:net';
import type * as z from 'zod/mini';
import { failure, type Result } from '../../shared/protocol/reasons.js';
import { ENDS_WITH_PARENT } from '../ends-with-parent.js';
import { createFrameReader, encodeAttachment, encodeMessage, type Frame, MAX_ATTACHMENT_BYTES } from './ipc.js';
import { type DriverEvent, type Hello, type Request, requestSchema } from './messages.js';
import { watchParent } from './watch-parent.js';

/** The file descriptor of the stream to the bridge. Stdout is not used: a vendor's module may print there. */
const CHANNEL_FD = 3;

/** Resident bytes above which a vendor's module has leaked more than it can need: some grow with every look. */
const HEAVY_BYTES = 160 * 1_048_576;

/** What came in frames of its own before the request; wiped once the operation is over. */
export interface Attached {
  readonly bytes: Buffer | null;
  readonly secret: Buffer | null;
}

export interface Reply {
  /** Anything that JSON can say. */
  readonly value: unknown;
  readonly bytes?: Buffer;
}

export type Operation = (args: unknown, attached: Attached) => Promise<Result<Reply>>;

/** An operation with its arguments' schema; arguments that do not fit are answered `internal`. */
export function operation<Args>(
  args: z.ZodMiniType<Args>,
  run: (args: Args, attached: Attached) => Result<Reply> | Promise<Result<Reply>>,
): Operation {
  return async (raw, attached) => {
    const parsed = args.safeParse(raw);
    return parsed.success ? run(parsed.data, attached) : failure('internal');
  };
}

/** Runs the operation that a request names, and wipes what came with it. An unknown one is answered `internal`. */
export async function runOperation(
  operations: Readonly<Record<string, Operation>>,
  { op, args }: Pick<Request, 'op' | 'args'>,
  attached: Attached,
): Promise<Result<Reply>> {
  const run = Object.hasOwn(operations, op) ? operations[op] : undefined;
  const result = run ? await run(args, attached) : failure('internal');
  attached.bytes?.fill(0);
  attached.secret?.fill(0);
  return result;
}

/**
 * Turns this process into a driver: says hello, then runs one operation after the other until the bridge closes the
 * stream or is gone, which ends the process and every login in it; `leave` is called before.
 */
export function serveDriver(
  driver: string,
  operations: Readonly<Record<string, Operation>>,
  leave: () => void = () => undefined,
): void {
  process.title = 'token-driver';
  // An error object may hold parts of a key file, and Node would print it.
  process.on('uncaughtException', () => process.exit(1));
  if (ENDS_WITH_PARENT.length === 0) watchParent();

  const channel = new Socket({ fd: CHANNEL_FD, readable: true, writable: true });
  const read = createFrameReader();
  let attached: Attached = { bytes: null, secret: null };
  let attachedTo: number | null = null;
  let queue = Promise.resolve();

  /** False for a frame that the bridge never sends. */
  function accept(frame: Frame): boolean {
    if (frame.kind !== 'json') {
      if (attached[frame.kind] !== null || (attachedTo ?? frame.id) !== frame.id) return false;
      attached = { ...attached, [frame.kind]: frame.data };
      attachedTo = frame.id;
      return true;
    }
    const request = requestSchema.safeParse(frame.message);
    if (!request.success || (attachedTo ?? request.data.id) !== request.data.id) return false;
    const own = attached;
    attached = { bytes: null, secret: null };
    attachedTo = null;
    queue = queue.then(() => answer(request.data, own));
    return true;
  }

  async function answer(request: Request, own: Attached): Promise<void> {
    const result = sendable(await runOperation(operations, request, own));
    const { id } = request;
    const heavy: DriverEvent = { event: 'heavy' };
    channel.cork();
    if (process.memoryUsage.rss() > HEAVY_BYTES) channel.write(encodeMessage(heavy));
    if (result.ok && result.value.bytes) channel.write(encodeAttachment('bytes', id, result.value.bytes));
    channel.write(encodeMessage(result.ok ? { id, ok: true, value: result.value.value } : { id, ...result }));
    channel.uncork();
  }

  /** Nothing that a token holds should be that large; a reply that is must not end the process. */
  function sendable(result: Result<Reply>): Result<Reply> {
    return result.ok && (result.value.bytes?.length ?? 0) > MAX_ATTACHMENT_BYTES ? failure('internal') : result;
  }

  channel.on('data', (chunk: Buffer) => {
    if (!read(chunk)?.every(accept)) process.exit(1);
  });
  channel.on('close', () => {
    leave();
    process.exit(0);
  });
  channel.on('error', () => process.exit(1));
  const hello: Hello = { hello: { driver, arch: process.arch } };
  channel.write(encodeMessage(hello));
}
