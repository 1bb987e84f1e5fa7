import * as z from 'zod/mini';
import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import type { Clock, Log } from '../ports.js';
import type { DriverChange, DriverLogin, DriverToken, SigningDriver } from './driver.js';
import type { ChildReply } from './driver-child.js';
import { createTurns, type Turns } from './in-turn.js';
import { packPasswords } from './messages.js';
import { DEADLINE_MS, type OpenedChild, openChild } from './opened-child.js';
import { createReaderProcess } from './reader-process.js';

export interface SupervisedDriverOptions {
  readonly name: string;
  readonly demo: boolean;
  /** Absolute path of the maker's library; null where there is none. */
  readonly file: string | null;
  /** The Node program and the driver's bundle, both absolute. */
  readonly command: string;
  readonly script: string;
  /** Options of Node and V8 that suit the driver. */
  readonly flags?: readonly string[];
  /** Arguments of the driver's `open`, from the configuration only. */
  readonly open: Readonly<Record<string, unknown>>;
  readonly log: Log;
  readonly clock: Clock;
  /** Variables that the driver's process gets, besides what the system itself needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** Sees tokens come and go; answers the function that stops it. */
  readonly watch?: (changed: () => void, list: SigningDriver['list']) => () => void;
}

/** A token that is open, and whether its password was typed on its own keys. */
interface Login {
  readonly child: OpenedChild;
  readonly onToken: boolean;
}

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.int().check(z.nonnegative());

const listReply = z.strictObject({
  tokens: z.array(
    z.strictObject({
      id: z.string().check(z.minLength(1), z.maxLength(80)),
      label: z.string().check(z.maxLength(200)),
      /** DER, base64. */
      certificates: z.array(z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/))),
      password: z.strictObject({
        onToken: z.boolean(),
        tries: z.enum(['unknown', 'few', 'last', 'locked']),
        retriesLeft: z.optional(count),
        minBytes: count,
        maxBytes: count,
      }),
    }),
  ),
});
const loginReply = z.strictObject({ signOnce: z.array(hash) });
const dataReply = z.strictObject({ found: z.boolean() });
const emptyReply = z.strictObject({});

/**
 * A driver in processes of its own: one that lists the tokens and sees no password, and one for each token that is
 * open, from its login to its logout. The password and the key may linger in its memory, and only its end takes them
 * away; what hangs or crashes in it is the matter of one token.
 */
export function createSupervisedDriver(options: SupervisedDriverOptions): SigningDriver {
  const { name, clock, log } = options;
  const listeners: ((change: DriverChange) => void)[] = [];
  const logins = new Map<string, Login>();
  /** Of logins, and of those that are just being made. */
  const processes = new Set<OpenedChild>();
  const turns = new Map<string, Turns>();
  let pinnedModule: string | null = null;
  let closed = false;
  let stopWatch: (() => void) | null = null;

  const notify = (change: DriverChange): void => {
    for (const listener of listeners) listener(change);
  };

  async function start(onLost: () => void, onHeavy: () => void): Promise<Result<OpenedChild>> {
    const { command, script, flags = [], env = {} } = options;
    const onEvent = ({ event }: { readonly event: string }): void => {
      log.event('driver.event', { driver: name, event });
      if (event === 'heavy') onHeavy();
      else notify({ kind: 'tokens' });
    };
    const started = await openChild(
      { driver: name, command, flags, script, env, clock, log, onEvent, onLost },
      options.open,
    );
    if (!started.ok || started.value.moduleSha256 === null) return started;
    const { moduleSha256 } = started.value;
    if (pinnedModule === null) log.event('driver.module', { driver: name, sha256: moduleSha256 });
    pinnedModule ??= moduleSha256;
    if (pinnedModule === moduleSha256) return started;
    await started.value.end();
    return failure('module.changed');
  }

  const reader = createReaderProcess((onLost) => start(onLost, () => reader.renew()), clock);

  type Task<T> = () => Promise<Result<T>>;

  /** Calls to one token are serial: its process runs one after the other, and a login waits for all before it. */
  function turnsOf(token: string): Turns {
    const known = turns.get(token);
    const own = known ?? createTurns();
    if (!known) turns.set(token, own);
    return own;
  }
  const unlessClosed =
    <T>(task: Task<T>): Task<T> =>
    async () =>
      closed ? failure('driver.unavailable') : task();
  const alone = <T>(token: string, task: Task<T>): Promise<Result<T>> => turnsOf(token).alone(unlessClosed(task));
  const together = <T>(token: string, task: Task<T>): Promise<Result<T>> => turnsOf(token).together(unlessClosed(task));

  async function endLogin(token: string): Promise<void> {
    const login = logins.get(token);
    logins.delete(token);
    if (login) await end(login.child);
  }

  async function end(child: OpenedChild): Promise<void> {
    await child.end();
    processes.delete(child);
  }

  /** A process for one token, not yet in `logins`. */
  async function startFor(token: string): Promise<Result<OpenedChild>> {
    await endLogin(token);
    let child: OpenedChild | null = null;
    const own = (): Login | undefined => {
      const login = logins.get(token);
      return login?.child === child ? login : undefined;
    };
    const onLost = (): void => {
      if (child) processes.delete(child);
      if (!own()) return;
      logins.delete(token);
      notify({ kind: 'loginLost', token });
    };
    const onHeavy = (): void => {
      const login = own();
      if (login) lose(token, login);
    };
    const started = await start(onLost, onHeavy);
    if (!started.ok) return started;
    child = started.value;
    processes.add(child);
    if (!closed) return started;
    await end(child);
    return failure('driver.unavailable');
  }

  const list = async (): Promise<Result<readonly DriverToken[]>> => {
    const tokens = await reader.use(async (child) => {
      const listed = await child.ask('list', {}, readTokens);
      // A library in a state that nobody knows is to be loaded anew.
      if (!listed.ok && listed.reason === 'driver.crashed') reader.renew();
      return listed;
    });
    if (tokens.ok) forgetPulled(tokens.value);
    return tokens;
  };

  /** A token that is plugged in again has forgotten its login. */
  function forgetPulled(present: readonly DriverToken[]): void {
    for (const [token, login] of logins) if (!present.some(({ id }) => id === token)) lose(token, login);
  }

  function lose(token: string, login: Login): void {
    abandon(token, login);
    notify({ kind: 'loginLost', token });
  }

  /** Ends a login when what is under way in it has been answered; nothing more is asked of it. */
  function abandon(token: string, login: Login): void {
    if (logins.get(token) !== login) return;
    logins.delete(token);
    void alone(token, async () => success(await end(login.child)));
  }

  /** The token was taken out, or the process that held the login is no more. */
  async function whyNoLogin(token: string): Promise<Reason> {
    const tokens = await list();
    if (!tokens.ok) return tokens.reason;
    return tokens.value.some(({ id }) => id === token) ? 'driver.crashed' : 'certificate.notFound';
  }

  return {
    name,
    demo: options.demo,
    file: options.file,
    list,
    login: (token, password) =>
      alone(token, async () => {
        const started = await startFor(token);
        if (!started.ok) return started;
        const typed = password ? { secret: password } : { deadlineMs: DEADLINE_MS.onToken };
        const answer = await started.value.ask('login', { token }, readLogin, typed);
        if (answer.ok && !closed) logins.set(token, { child: started.value, onToken: password === null });
        else await end(started.value);
        return answer;
      }),
    logout: (token) =>
      alone(token, async () => {
        const answer = await logins.get(token)?.child.ask('logout', { token }, readNothing);
        await endLogin(token);
        return answer ?? success(undefined);
      }),
    changePassword: (token, current, next) =>
      alone(token, async () => {
        const started = await startFor(token);
        if (!started.ok) return started;
        const secret = current && next && packPasswords(current, next);
        const typed = secret ? { secret } : { deadlineMs: DEADLINE_MS.onToken };
        const answer = await started.value.ask('changePassword', { token }, readNothing, typed);
        secret?.fill(0);
        await end(started.value);
        return answer;
      }),
    async readData(token, label, loggedIn) {
      const ask = (child: OpenedChild) => child.ask('readData', { token, label, private: loggedIn }, readContent);
      const inLogin = async () => {
        const login = logins.get(token);
        return login ? ask(login.child) : reader.use(ask);
      };
      const answer = await (loggedIn ? together(token, inLogin) : reader.use(ask));
      return answer.ok ? success(answer.value.content) : answer;
    },
    sign: (token, certificate, mechanism, digest) =>
      together(token, async () => {
        const login = logins.get(token);
        if (!login) return failure(await whyNoLogin(token));
        const read = ({ bytes }: ChildReply): Buffer | null => bytes;
        // The user may have to type once more.
        const deadline = login.onToken ? { deadlineMs: DEADLINE_MS.onToken } : {};
        const more = { bytes: digest, ...deadline };
        const answer = await login.child.ask('sign', { token, certificate, mechanism }, read, more);
        // Its session may be in the middle of an operation, or of a token that is gone.
        if (!answer.ok) abandon(token, login);
        return answer;
      }),
    onChange: (listener) => {
      listeners.push(listener);
    },
    watch(wanted) {
      if (wanted && !closed) stopWatch ??= options.watch?.(() => notify({ kind: 'tokens' }), list) ?? null;
      else {
        stopWatch?.();
        stopWatch = null;
      }
    },
    async close() {
      closed = true;
      stopWatch?.();
      logins.clear();
      await Promise.all([reader.close(), ...[...processes].map(end)]);
      await Promise.all([...turns.values()].map((turn) => turn.alone(async () => undefined)));
    },
  };
}

function readTokens({ value }: ChildReply): readonly DriverToken[] | null {
  const parsed = listReply.safeParse(value);
  if (!parsed.success) return null;
  return parsed.data.tokens.map(({ certificates, password: { retriesLeft, ...password }, ...token }) => ({
    ...token,
    certificates: certificates.map((der) => Buffer.from(der, 'base64')),
    password: retriesLeft === undefined ? password : { ...password, retriesLeft },
  }));
}

function readLogin({ value, bytes }: ChildReply): DriverLogin | null {
  const parsed = loginReply.safeParse(value);
  return parsed.success && !bytes ? parsed.data : null;
}

function readContent({ value, bytes }: ChildReply): { readonly content: Buffer | null } | null {
  const parsed = dataReply.safeParse(value);
  return parsed.success && parsed.data.found === (bytes !== null) ? { content: bytes } : null;
}

function readNothing({ value, bytes }: ChildReply): undefined | null {
  return emptyReply.safeParse(value).success && !bytes ? undefined : null;
}
