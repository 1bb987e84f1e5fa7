import type { WebSocket } from 'ws';
import { InFlight } from '../../shared/in-flight.js';
import { parseJson } from '../../shared/json.js';
import { attachedParam } from '../../shared/protocol/attachment.js';
import {
  MAX_FRAME_BYTES,
  notificationSchema,
  type Request,
  RPC_CODES,
  requestSchema,
} from '../../shared/protocol/envelope.js';
import { isMethodName, METHODS } from '../../shared/protocol/index.js';
import { type Failure, failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import { vendorClosed } from '../../shared/protocol/vendor-call.js';
import type { Language } from '../../shared/text/language.js';
import { reasonSentence } from '../../shared/text/reasons.js';
import type { Handlers } from '../methods/handler.js';
import type { Clock, Log } from '../ports.js';
import type { Client, Context } from '../signing/context.js';
import { type Attachment, Attachments, withAttachment } from './attachments.js';
import { buildContext } from './context.js';
import { endSoon } from './end-soon.js';
import type { Frame } from './frame-reader.js';

/** A text frame at least this often keeps the extension's service worker alive (it sleeps after 30 s). */
const BEAT_MS = 20_000;

/** What may wait for a client to read it: a few of the largest answers. Who lets more wait is cut off. */
const MAX_UNREAD_BYTES = 8_388_608;

export interface ConnectionParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly language: Language;
  readonly handlers: Handlers;
  readonly vendorClosed: (ctx: Context, socket: string) => void;
}

/** JSON-RPC 2.0 over one proven WebSocket. */
export class Connection {
  private readonly controller = new AbortController();
  private readonly attachments = new Attachments();
  private readonly inFlight = new InFlight();
  private forgetBeat: () => void = () => undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly client: Client,
    private readonly parts: ConnectionParts,
    early: readonly Frame[],
  ) {
    socket.on('message', (data: Buffer, isBinary) => void this.receive(data, isBinary));
    socket.on('close', () => {
      this.forgetBeat();
      this.controller.abort();
    });
    this.beatLater();
    for (const { data, isBinary } of early) void this.receive(data, isBinary);
  }

  notify(method: string, params: object = {}): void {
    this.send({ jsonrpc: '2.0', method, params });
  }

  /** Tells the client that its pairing is no more, and hears nothing from it any longer. */
  revoked(): void {
    this.notify('pairing.revoked');
    this.socket.removeAllListeners('message');
    this.controller.abort();
    endSoon(this.socket, this.parts.clock);
  }

  private beatLater(): void {
    this.forgetBeat = this.parts.clock.after(BEAT_MS, () => {
      this.notify('beat');
      this.beatLater();
    });
  }

  private async receive(data: Buffer, isBinary: boolean): Promise<void> {
    if (isBinary && this.attachments.receive(data)) return;
    const message = isBinary ? undefined : parseJson(data.toString('utf8'));
    if (message === undefined) return this.refuse(null, RPC_CODES.parse, failure('request.invalid'));
    const request = requestSchema.safeParse(message);
    if (!request.success) return this.receiveOther(message, data.length);
    const { id, method } = request.data;
    const attached = this.attachments.take(id);
    const done = this.inFlight.begin(request.data.caller?.origin ?? '', data.length + (attached?.bytes ?? 0));
    if (!done) return this.refuse(id, RPC_CODES.application, failure('request.tooMany'));
    try {
      await this.serve(request.data, data.length, attached);
    } catch (error) {
      this.parts.log.event('internal', { method, error: (error as Error).name });
      this.refuse(id, RPC_CODES.internal, failure('internal'));
    } finally {
      done();
    }
  }

  private receiveOther(message: unknown, bytes: number): void {
    const notification = notificationSchema.safeParse(message);
    if (!notification.success) {
      this.refuse(null, RPC_CODES.request, failure('request.invalid'));
      return;
    }
    const { method, params, caller } = notification.data;
    const closed = vendorClosed.params.safeParse(params);
    const ctx = caller && buildContext(this.client, caller, this.controller.signal);
    if (bytes <= vendorClosed.maxBytes && method === vendorClosed.method && closed.success && ctx)
      this.parts.vendorClosed(ctx, closed.data.socket);
    else this.parts.log.event('notification.refused');
  }

  private async serve(request: Request, bytes: number, attached: Attachment | null): Promise<void> {
    const { id, method, caller } = request;
    if (!isMethodName(method)) return this.refuse(id, RPC_CODES.method, failure('method.unknown'));
    const schema = METHODS[method];
    if (bytes > schema.maxBytes) return this.refuse(id, RPC_CODES.application, failure('request.tooLarge'));
    const params = attached ? withAttachment(request.params, attached, attachedParam(schema)) : success(request.params);
    if (!params.ok) return this.refuse(id, RPC_CODES.application, params);
    const checked = schema.params.safeParse(params.value);
    const ctx = caller ? buildContext(this.client, caller, this.controller.signal) : null;
    if (!checked.success || (schema.caller === 'required') !== (ctx !== null) || (caller && !ctx)) {
      return this.refuse(id, RPC_CODES.params, failure('request.invalid'));
    }
    // The table ties each method's handler to its schema, which has just accepted these params.
    const handler = this.parts.handlers[method] as (
      params: unknown,
      ctx: Context | null,
      signal: AbortSignal,
      client: Client,
    ) => Promise<Result<unknown>>;
    const outcome = await handler(checked.data, ctx, this.controller.signal, this.client);
    if (!outcome.ok) return this.refuse(id, RPC_CODES.application, outcome);
    const answer = JSON.stringify({ jsonrpc: '2.0', id, result: schema.result.parse(outcome.value) });
    // The client would end the connection, with all that others wait for.
    if (Buffer.byteLength(answer) > MAX_FRAME_BYTES) throw new RangeError('the answer is larger than a frame');
    this.sendText(answer);
  }

  private refuse(id: number | null, code: number, { reason, retriesLeft }: Failure): void {
    const hint = reasonSentence(this.parts.language, reason);
    const data: { reason: Reason; hint: string; retriesLeft?: number } = { reason, hint };
    if (retriesLeft !== undefined) data.retriesLeft = retriesLeft;
    this.send({ jsonrpc: '2.0', id, error: { code, message: reason, data } });
  }

  private send(message: object): void {
    this.sendText(JSON.stringify(message));
  }

  /** A connection that is closing gets nothing more; its waiters ask again over a new one. */
  private sendText(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(text);
    if (this.socket.bufferedAmount <= MAX_UNREAD_BYTES) return;
    this.parts.log.event('connection.slow');
    this.socket.terminate();
  }
}
