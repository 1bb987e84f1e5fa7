import * as z from 'zod/mini';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import {
  type Attachments,
  type ChildReply,
  type DriverChild,
  type DriverChildOptions,
  startDriverChild,
} from './driver-child.js';

/** Milliseconds from a request to its answer. `onToken`: the user finds the token's keys and types on them. */
export const DEADLINE_MS = {
  open: 10_000,
  list: 5_000,
  readData: 10_000,
  login: 30_000,
  logout: 5_000,
  sign: 30_000,
  changePassword: 30_000,
  onToken: 120_000,
} as const;

export type DriverOperation = Exclude<keyof typeof DEADLINE_MS, 'open' | 'onToken'>;

const openReply = z.strictObject({
  /** Lower-case hex; absent where the driver loads no vendor's module. */
  moduleSha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
});

/** A driver process that has opened what its driver is for. */
export interface OpenedChild {
  readonly moduleSha256: string | null;
  /** `read` answers null for a reply that makes no sense, which costs the process. */
  ask<T>(
    op: DriverOperation,
    args: object,
    read: (reply: ChildReply) => T | null,
    more?: Attachments & { readonly deadlineMs?: number },
  ): Promise<Result<T>>;
  end(): Promise<void>;
}

/** Starts a driver's process and opens it; one that fails to open is ended. */
export async function openChild(options: DriverChildOptions, open: object): Promise<Result<OpenedChild>> {
  let child: DriverChild;
  try {
    child = startDriverChild(options);
  } catch {
    // No memory or processes left; the next request tries again.
    return failure('driver.unavailable');
  }
  const opened = read(child, await child.request('open', open, DEADLINE_MS.open), ({ value }) => {
    const parsed = openReply.safeParse(value);
    return parsed.success ? (parsed.data.moduleSha256 ?? '') : null;
  });
  if (!opened.ok) {
    await child.end();
    return opened;
  }
  return success({
    moduleSha256: opened.value || null,
    ask: async (op, args, reader, { deadlineMs = DEADLINE_MS[op], ...attachments } = {}) =>
      read(child, await child.request(op, args, deadlineMs, attachments), reader),
    end: () => child.end(),
  });
}

function read<T>(child: DriverChild, reply: Result<ChildReply>, reader: (reply: ChildReply) => T | null): Result<T> {
  if (!reply.ok) return reply;
  const value = reader(reply.value);
  if (value !== null) return success(value);
  child.distrust();
  return failure('driver.crashed');
}
