import * as z from 'zod/mini';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { Clock, Log } from '../ports.js';
import type { DriverToken, SigningDriver } from './driver.js';
import { type Attachments, type ChildReply, type DriverChild, startDriverChild } from './driver-child.js';

export interface SupervisedDriverOptions {
  readonly name: string;
  readonly demo: boolean;
  /** The Node program and the driver's bundle, both absolute. */
  readonly command: string;
  readonly script: string;
  /** Arguments of the driver's `open`, from the configuration only. */
  readonly open: Readonly<Record<string, unknown>>;
  readonly log: Log;
  readonly clock: Clock;
  /** Variables that the driver's process gets, besides what the system itself needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** Sees tokens come and go, also while no process runs; answers the function that stops it. */
  readonly watch?: (changed: () => void, list: SigningDriver['list']) => () => void;
}

/** Milliseconds from the request to its answer. A PIN pad's login will need its own. */
export const DEADLINE_MS = { open: 10_000, list: 5_000, login: 30_000, logout: 5_000, sign: 30_000 } as const;

/** A process that keeps no login is ended after this time without a request. */
export const IDLE_MS = 60_000;

/** Of processes that end within QUICK_MS of their start, the first few are replaced at once. */
const QUICK_MS = 10_000;
const FREE_CRASHES = 3;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

const listReply = z.strictObject({
  tokens: z.array(
    z.strictObject({
      id: z.string().check(z.minLength(1), z.maxLength(80)),
      label: z.string().check(z.maxLength(200)),
      /** DER, base64. */
      certificates: z.array(z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))),
    }),
  ),
});
const emptyReply = z.strictObject({});

/**
 * A driver in a process of its own that is started when it is needed, replaced when it fails, and ended as soon
 * as no login is left in it: the password and the key may linger in its memory, and only its end takes them away.
 */
export function createSupervisedDriver(options: SupervisedDriverOptions): SigningDriver {
  const { name, clock, log } = options;
  const listeners: ((event: 'tokens' | 'restarted') => void)[] = [];
  const logins = new Set<string>();
  let child: DriverChild | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;
  let crashes = 0;
  let stopIdle = (): void => {};
  let stopPause = (): void => {};

  const notify = (event: 'tokens' | 'restarted'): void => {
    for (const listener of listeners) listener(event);
  };
  const list = (): Promise<Result<readonly DriverToken[]>> => request('list', {}, {}, readTokens);
  const stopWatch = options.watch?.(() => notify('tokens'), list);

  function lost(startedAt: number): void {
    child = null;
    crashes = clock.now() - startedAt < QUICK_MS ? crashes + 1 : 1;
    const hadLogins = logins.size > 0;
    logins.clear();
    if (hadLogins) notify('restarted');
  }

  async function retire(): Promise<void> {
    const ending = child;
    child = null;
    crashes = 0;
    logins.clear();
    await ending?.end();
  }

  function pause(): Promise<void> {
    if (crashes < FREE_CRASHES) return Promise.resolve();
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** (crashes - FREE_CRASHES), LONGEST_PAUSE_MS);
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      stopPause = () => {
        cancel();
        resolve();
      };
    });
  }

  function launch(): DriverChild | null {
    const startedAt = clock.now();
    try {
      return startDriverChild({
        driver: name,
        command: options.command,
        script: options.script,
        env: options.env ?? {},
        clock,
        log,
        onEvent: ({ event }) => {
          log.event('driver.event', { driver: name, event });
          notify('tokens');
        },
        onLost: () => lost(startedAt),
      });
    } catch {
      // No memory or processes left; the next request tries again.
      return null;
    }
  }

  async function running(): Promise<Result<DriverChild>> {
    if (child) return success(child);
    await pause();
    if (closed) return failure('driver.unavailable');
    const started = launch();
    if (!started) return failure('driver.unavailable');
    child = started;
    const opened = await started.request('open', options.open, DEADLINE_MS.open);
    const answer = readReply(started, opened, readNothing);
    if (answer.ok) return success(started);
    if (child === started) await retire();
    return answer;
  }

  /**
   * Sends the request when all earlier ones are done. `read` answers null for a reply that makes no sense;
   * `note` keeps the logins in step before the process may be ended.
   */
  function request<T>(
    op: Exclude<keyof typeof DEADLINE_MS, 'open'>,
    args: unknown,
    attachments: Attachments,
    read: (reply: ChildReply) => T | null,
    note: (answer: Result<T>) => void = () => undefined,
  ): Promise<Result<T>> {
    const run = async (): Promise<Result<T>> => {
      stopIdle();
      const driver = await running();
      if (!driver.ok) return driver;
      const answer = readReply(driver.value, await driver.value.request(op, args, DEADLINE_MS[op], attachments), read);
      note(answer);
      await settle(op === 'login' || op === 'logout');
      return answer;
    };
    const answered = queue.then(run);
    // The next request runs however this one ended; its own caller is told below.
    queue = answered.then(
      () => undefined,
      () => undefined,
    );
    return answered;
  }

  /** After a request: a process that keeps no login ends, at once if a password has been in it. */
  async function settle(passwordSeen: boolean): Promise<void> {
    if (!child || logins.size > 0) return;
    if (passwordSeen) await retire();
    else stopIdle = clock.after(IDLE_MS, () => void retire());
  }

  return {
    name,
    demo: options.demo,
    list,
    login: (token, password) =>
      request('login', { token }, { secret: password }, readNothing, (answer) => {
        if (answer.ok) logins.add(token);
        else logins.delete(token);
      }),
    logout: (token) => request('logout', { token }, {}, readNothing, () => logins.delete(token)),
    sign: (token, certificate, mechanism, digest) =>
      request('sign', { token, certificate, mechanism }, { bytes: digest }, ({ bytes }) => bytes),
    onChange: (listener) => {
      listeners.push(listener);
    },
    async close() {
      closed = true;
      stopWatch?.();
      stopIdle();
      stopPause();
      await retire();
      await queue;
    },
  };
}

function readReply<T>(child: DriverChild, reply: Result<ChildReply>, read: (reply: ChildReply) => T | null): Result<T> {
  if (!reply.ok) return reply;
  const value = read(reply.value);
  if (value !== null) return success(value);
  child.distrust();
  return failure('driver.crashed');
}

function readTokens({ value }: ChildReply): readonly DriverToken[] | null {
  const parsed = listReply.safeParse(value);
  if (!parsed.success) return null;
  return parsed.data.tokens.map(({ id, label, certificates }) => ({
    id,
    label,
    certificates: certificates.map((der) => Buffer.from(der, 'base64')),
  }));
}

function readNothing({ value, bytes }: ChildReply): undefined | null {
  return emptyReply.safeParse(value).success && !bytes ? undefined : null;
}
