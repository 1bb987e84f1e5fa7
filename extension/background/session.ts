import type * as z from 'zod/mini';
import { InFlight } from '../../shared/in-flight.js';
import { parseJson } from '../../shared/json.js';
import { attachedParam, attachmentMessages, INLINE_LENGTH } from '../../shared/protocol/attachment.js';
import { type Caller, notificationSchema, type Response, responseSchema } from '../../shared/protocol/envelope.js';
import {
  BRIDGE_NOTIFICATIONS,
  type CLIENT_NOTIFICATIONS,
  METHODS,
  type MethodName,
  type MethodResult,
  type Params,
} from '../../shared/protocol/index.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { Hop } from '../messages/hops-list.js';
import type { Channel } from './channel.js';
import { placeOf } from './hop-log.js';

export type BridgeNotification = keyof typeof BRIDGE_NOTIFICATIONS;
export type ClientNotification = keyof typeof CLIENT_NOTIFICATIONS;

/** A notification with its params. */
export type Notified = {
  [N in BridgeNotification]: { readonly name: N; readonly params: z.infer<(typeof BRIDGE_NOTIFICATIONS)[N]['params']> };
}[BridgeNotification];

export interface SessionEvents {
  notified(notified: Notified): void;
  /** A call has its answer. */
  answered?(hop: Hop): void;
  /** Called once, after every pending call has failed. */
  ended(): void;
}

/** The bridge sends a frame at least every 20 s: this long without one, the connection is dead. */
const SILENCE_MS = 45_000;

/** Takes what a call came to, and the characters of the answer. */
type Settle = (result: Result<unknown>, received: number) => void;

/** JSON-RPC 2.0 over a connection that is already proven. */
export class Session {
  readonly #channel: Channel;
  readonly #events: SessionEvents;
  readonly #silenceMs: number;
  readonly #pending = new Map<number, Settle>();
  readonly #inFlight = new InFlight();
  #lastId = 0;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(channel: Channel, events: SessionEvents, silenceMs = SILENCE_MS) {
    this.#channel = channel;
    this.#events = events;
    this.#silenceMs = silenceMs;
    this.#watch();
    void this.#read();
  }

  get ended(): boolean {
    return this.#channel.ended;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /** Calls a method and checks its result; fails with the bridge's reason, or with one of the way to it. */
  async call<M extends MethodName>(method: M, params: Params<M>, caller?: Caller): Promise<Result<MethodResult<M>>> {
    const answer = await this.request(method, params, caller);
    if (!answer.ok) return answer;
    const result = METHODS[method].result.safeParse(answer.value);
    // The schema was picked by the method's name, which the compiler cannot follow through a union.
    return result.success ? success(result.data as MethodResult<M>) : failure('request.invalid');
  }

  /** The same, with the result as it came. */
  async request<M extends MethodName>(method: M, params: Params<M>, caller?: Caller): Promise<Result<unknown>> {
    const checked = METHODS[method].params.safeParse(params);
    if (!checked.success) {
      const tooBig = checked.error.issues.some(({ code }) => code === 'too_big');
      return failure(tooBig ? 'request.tooLarge' : 'request.invalid');
    }
    if (this.#channel.ended) return failure('bridge.disconnected');
    this.#lastId += 1;
    const id = this.#lastId;
    const { inline, attached } = split(method, checked.data);
    const text = JSON.stringify({ jsonrpc: '2.0', id, method, params: inline, caller });
    const tooLarge = new TextEncoder().encode(text).length > METHODS[method].maxBytes;
    if (tooLarge || attached === null) return failure('request.tooLarge');
    // The bridge counts the same, and would refuse it.
    const done = this.#inFlight.begin(caller?.origin ?? '', text.length + attached.length);
    if (!done) return failure('request.tooMany');
    return new Promise((resolve) => {
      const at = Date.now();
      this.#pending.set(id, (answer, received) => {
        done();
        this.#events.answered?.({
          at,
          took: Date.now() - at,
          hop: 'bridge',
          name: method,
          sent: text.length + attached.length,
          received,
          outcome: answer.ok ? 'ok' : answer.reason,
          ...placeOf(caller),
        });
        resolve(answer);
      });
      for (const message of attachmentMessages(id, attached)) this.#channel.send(message);
      this.#channel.send(text);
    });
  }

  notify(method: ClientNotification, params: { readonly socket: string }, caller: Caller): void {
    this.#channel.send(JSON.stringify({ jsonrpc: '2.0', method, params, caller }));
  }

  close(): void {
    this.#channel.close();
  }

  async #read(): Promise<void> {
    for (let frame = await this.#channel.next(); frame !== null; frame = await this.#channel.next()) {
      this.#watch();
      if (!this.#receive(parseJson(frame), frame.length)) this.#channel.close();
    }
    clearTimeout(this.#watchdog);
    for (const settle of this.#pending.values()) settle(failure('bridge.disconnected'), 0);
    this.#pending.clear();
    this.#events.ended();
  }

  /** False where the frame is not one that a bridge of this protocol sends. */
  #receive(value: unknown, length: number): boolean {
    const response = responseSchema.safeParse(value);
    if (response.success) return this.#settle(response.data, length);
    const notification = notificationSchema.safeParse(value);
    if (!notification.success) return false;
    const { method, params } = notification.data;
    // A newer bridge may tell more than we know of; what we do not know asks nothing of us.
    if (!isBridgeNotification(method)) return true;
    const checked = BRIDGE_NOTIFICATIONS[method].params.safeParse(params);
    if (!checked.success) return false;
    // The schema was picked by the name, which the compiler cannot follow through a union.
    this.#events.notified({ name: method, params: checked.data } as Notified);
    return true;
  }

  #settle(response: Response, length: number): boolean {
    if (response.id === null) return false;
    const settle = this.#pending.get(response.id);
    if (!settle) return false;
    this.#pending.delete(response.id);
    if ('error' in response) {
      const { reason, retriesLeft } = response.error.data;
      settle(failure(reason, retriesLeft), length);
    } else {
      settle(success(response.result), length);
    }
    return true;
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#channel.close(), this.#silenceMs);
  }
}

/** The params without the text that is to be attached, and that text in UTF-8: null where it is too long. */
function split(method: MethodName, params: object): { inline: object; attached: Uint8Array | null } {
  const rule = attachedParam(METHODS[method]);
  const text: unknown = rule && Reflect.get(params, rule.param);
  if (!rule || typeof text !== 'string' || text.length <= INLINE_LENGTH) {
    return { inline: params, attached: new Uint8Array() };
  }
  const attached = new TextEncoder().encode(text);
  const inline = Object.fromEntries(Object.entries(params).filter(([name]) => name !== rule.param));
  return { inline, attached: attached.length > rule.maxBytes ? null : attached };
}

function isBridgeNotification(name: string): name is BridgeNotification {
  return Object.hasOwn(BRIDGE_NOTIFICATIONS, name);
}
