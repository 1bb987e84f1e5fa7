import * as z from 'zod/mini';
import type { Caller } from '../../shared/protocol/envelope.js';
import { hello, PROTOCOL_VERSION } from '../../shared/protocol/hello.js';
import type { MethodName, MethodResult, Params } from '../../shared/protocol/index.js';
import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import { type DialOptions, dial } from './dial.js';
import type { Pairing } from './handshake.js';
import type { HopLog } from './hop-log.js';
import type { RecordEnd, Verify } from './journal-mirror.js';
import { type BridgeNotification, type ClientNotification, type Notified, Session } from './session.js';

export interface LinkSetup {
  readonly ports: readonly number[];
  /** The bridge that this browser is connected with, or why there is none. */
  readonly pairing: Pairing | Reason;
}

export interface LinkOptions<Key> extends DialOptions<Key> {
  readonly setup: () => Promise<LinkSetup>;
  /** The extension's version, told to a proven bridge. */
  readonly version: string;
  /** Names this run of the browser: 128 random bits, hex. */
  readonly browser: () => Promise<string>;
  /** Called where a bridge, by its id, has told where its record of signatures ends; resolves when that is compared. */
  readonly recordEnds?: (bridge: string, end: RecordEnd, verify: Verify) => Promise<void>;
  /** Called where a connection has been made. */
  readonly connected?: () => void;
  /** Told of each call that has its answer. */
  readonly hops?: Pick<HopLog, 'add'>;
  /** Milliseconds without any frame after which the connection counts as dead. */
  readonly silenceMs?: number;
  /** Milliseconds that the connection outlives its last holder. */
  readonly idleMs?: number;
}

/** Ours are `disconnected`: the connection that was there is gone, and `recorded`: the end of the record is compared. */
export type LinkEvent = Exclude<BridgeNotification, 'journal.changed'> | 'disconnected' | 'recorded';

const IDLE_MS = 60_000;
/** Read before the strict schema, so that a bridge of another protocol is told apart from a broken one. */
const anyHello = z.object({ protocol: z.int() });

/** The one proven connection to the bridge: made on demand, shared by all, remade by the next call after a loss. */
export class Link<Key> {
  readonly #options: LinkOptions<Key>;
  readonly #listeners = new Set<(event: LinkEvent) => void>();
  #session: Promise<Result<Session>> | null = null;
  #current: Session | null = null;
  /** Counts the setups: a connection that was begun under another one is not used. */
  #era = 0;
  #holders = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions<Key>) {
    this.#options = options;
  }

  /** Calls a method of the bridge, connecting first if need be. A call that was sent is never sent again. */
  async call<M extends MethodName>(method: M, params: Params<M>, caller?: Caller): Promise<Result<MethodResult<M>>> {
    const session = await this.#connected();
    return session.ok ? session.value.call(method, params, caller) : session;
  }

  /** Tells the bridge once it is connected, if it is or is about to be; any other has nothing of ours to end. */
  notify(method: ClientNotification, params: { readonly socket: string }, caller: Caller): void {
    void this.#session?.then((session) => {
      if (session.ok) session.value.notify(method, params, caller);
    });
  }

  /** Keeps the connection, and starts to make it; returns the function that lets go. */
  hold(): () => void {
    this.#holders += 1;
    clearTimeout(this.#idle);
    void this.#connected();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders -= 1;
      this.#rest();
    };
  }

  /** Whether somebody keeps the connection. */
  get held(): boolean {
    return this.#holders > 0;
  }

  /** The setup has changed: ends the connection; the next call makes another. */
  reset(): void {
    const current = this.#current;
    this.#era += 1;
    this.#current = null;
    this.#session = null;
    clearTimeout(this.#idle);
    current?.close();
    this.#emit('disconnected');
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: LinkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #connected(): Promise<Result<Session>> {
    if (this.#session) return this.#session;
    const attempt = this.#connect();
    this.#session = attempt;
    void attempt.then((result) => {
      if (!result.ok && this.#session === attempt) this.#session = null;
    });
    return attempt;
  }

  async #connect(): Promise<Result<Session>> {
    const era = this.#era;
    const { ports, pairing } = await this.#options.setup();
    if (typeof pairing === 'string') return failure(pairing);
    const channel = await dial(this.#options, ports, pairing);
    if (!channel.ok) return channel;
    const session: Session = new Session(
      channel.value,
      {
        notified: (notified) => this.#notified(notified, pairing.bridge, session),
        ended: () => this.#ended(session),
        answered: (hop) => this.#options.hops?.add(hop),
      },
      this.#options.silenceMs,
    );
    const greeted = await greet(session, this.#options.version, await this.#options.browser());
    if (!greeted.ok) {
      session.close();
      return greeted;
    }
    if (this.#era !== era) {
      session.close();
      return failure('bridge.disconnected');
    }
    // Gone between its first answer and now: its end was reported while nobody held it.
    if (session.ended) return failure('bridge.disconnected');
    this.#current = session;
    this.#rest();
    this.#options.connected?.();
    const { journal } = greeted.value;
    if (journal) this.#recordEnds(pairing.bridge, { head: journal, after: null }, session);
    return success(session);
  }

  #notified({ name, params }: Notified, bridge: string, session: Session): void {
    if (name === 'journal.changed') this.#recordEnds(bridge, params, session);
    else this.#emit(name);
  }

  #recordEnds(bridge: string, end: RecordEnd, session: Session): void {
    void this.#options
      .recordEnds?.(bridge, end, (params) => session.call('journal.verify', params))
      .then(() => this.#emit('recorded'));
  }

  #ended(session: Session): void {
    if (this.#current !== session) return;
    clearTimeout(this.#idle);
    this.#current = null;
    this.#session = null;
    this.#emit('disconnected');
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#holders > 0 || !this.#current) return;
    this.#idle = setTimeout(() => {
      if (this.#current?.pending) this.#rest();
      else this.#current?.close();
    }, this.#options.idleMs ?? IDLE_MS);
  }

  #emit(event: LinkEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

async function greet(session: Session, version: string, browser: string): Promise<Result<MethodResult<'hello'>>> {
  const answer = await session.request('hello', { protocol: PROTOCOL_VERSION, version, browser });
  if (!answer.ok) return answer;
  const peer = anyHello.safeParse(answer.value);
  if (!peer.success) return failure('request.invalid');
  if (peer.data.protocol < PROTOCOL_VERSION) return failure('bridge.outdated');
  if (peer.data.protocol > PROTOCOL_VERSION) return failure('extension.outdated');
  const greeting = hello.result.safeParse(answer.value);
  return greeting.success ? success(greeting.data) : failure('request.invalid');
}
