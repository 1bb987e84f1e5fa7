import type { RelayMessage } from '../channel.js';
import { ABNORMAL, closeArguments, domString, SEND_FAILED, toBlob, usvString } from './arguments.js';
import { type EventType, Handler } from './handlers.js';
import { forget, open } from './link.js';
import { Outbox } from './outbox.js';
import {
  bare,
  charCodeAt,
  decodeBase64,
  dispatch,
  NativeArrayBuffer,
  NativeBlob,
  NativeCloseEvent,
  NativeDOMException,
  NativeEvent,
  NativeMessageEvent,
  NativeTypeError,
  NativeUint8Array,
  queueTask,
} from './primordials.js';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/**
 * The state behind one of the page's sockets to the vendor, by the WHATWG WebSockets standard.
 * `target` is the object the page holds; events are fired on it, each in a task of its own.
 */
export class Connection {
  readonly url: string;
  readonly handlers: Readonly<Record<EventType, Handler>>;
  readonly #target: EventTarget;
  readonly #origin: string;
  readonly #socket: number;
  readonly #outbox: Outbox;
  readonly #subprotocol: string;
  #readyState = CONNECTING;
  #protocol = '';
  #binaryType: BinaryType = 'blob';

  /**
   * The relay cannot ask the bridge for a subprotocol, so `subprotocol`, the first one the page offers or '', counts
   * as chosen: a page that names some works with no server that chooses none.
   */
  constructor(target: EventTarget, url: string, origin: string, subprotocol: string) {
    this.#target = target;
    this.url = url;
    this.#origin = origin;
    this.#subprotocol = subprotocol;
    this.handlers = {
      open: new Handler(target, 'open'),
      error: new Handler(target, 'error'),
      close: new Handler(target, 'close'),
      message: new Handler(target, 'message'),
    };
    this.#socket = open(url, (message) => this.#receive(message));
    this.#outbox = new Outbox(this.#socket, () => this.#fail());
  }

  get readyState(): number {
    return this.#readyState;
  }

  get bufferedAmount(): number {
    return this.#outbox.buffered;
  }

  get protocol(): string {
    return this.#protocol;
  }

  get binaryType(): BinaryType {
    return this.#binaryType;
  }

  /** Ignores what is no binary type; throws what the value's conversion to a string throws. */
  setBinaryType(value: unknown): void {
    const type = domString(value, "Failed to set the 'binaryType' property on 'WebSocket': ");
    if (type === 'blob' || type === 'arraybuffer') this.#binaryType = type;
  }

  /** Text, a Blob, an ArrayBuffer or a view; anything else as its string. Throws before the socket is open. */
  send(args: readonly unknown[]): void {
    if (args.length === 0) throw new NativeTypeError(`${SEND_FAILED}1 argument required, but only 0 present.`);
    const data = args[0];
    const blob = toBlob(data);
    // Converted before the state is looked at: what the conversion throws comes first.
    const content = blob ? null : usvString(data, SEND_FAILED);
    if (this.#readyState === CONNECTING)
      throw new NativeDOMException(`${SEND_FAILED}Still in CONNECTING state.`, 'InvalidStateError');
    if (blob) this.#outbox.binary(blob);
    if (content) this.#outbox.text(content.text, content.size);
  }

  /** Throws for a code or reason that the standard forbids; else closes, or gives up connecting. */
  close(code: unknown, reason: unknown): void {
    const checked = closeArguments(code, reason);
    if (this.#readyState >= CLOSING) return;
    if (this.#readyState === CONNECTING) queueTask(() => this.#fail());
    this.#readyState = CLOSING;
    this.#outbox.close(checked.code, checked.reason);
  }

  #receive(message: RelayMessage): void {
    switch (message.type) {
      case 'opened':
        if (this.#readyState !== CONNECTING) return;
        this.#readyState = OPEN;
        this.#protocol = this.#subprotocol;
        dispatch(this.#target, new NativeEvent('open'));
        return;
      case 'text':
        this.#message(message.data);
        return;
      case 'binary':
        this.#message(this.#binary(message.data));
        return;
      case 'failed':
        this.#fail();
        return;
      case 'closed':
        this.#end();
        this.#dispatchClose(message.code, message.reason, message.wasClean);
        return;
    }
  }

  #message(data: unknown): void {
    if (this.#readyState !== OPEN) return;
    dispatch(this.#target, new NativeMessageEvent('message', bare({ data, origin: this.#origin })));
  }

  #binary(base64: string): Blob | ArrayBuffer {
    const text = decodeBase64(base64);
    const buffer = new NativeArrayBuffer(text.length);
    const bytes = new NativeUint8Array(buffer);
    for (let i = 0; i < text.length; i++) bytes[i] = charCodeAt(text, i);
    return this.#binaryType === 'blob' ? new NativeBlob([buffer]) : buffer;
  }

  #fail(): void {
    if (this.#readyState === CLOSED) return;
    this.#end();
    dispatch(this.#target, new NativeEvent('error'));
    queueTask(() => this.#dispatchClose(ABNORMAL, '', false));
  }

  #end(): void {
    this.#readyState = CLOSED;
    this.#outbox.end();
    forget(this.#socket);
  }

  #dispatchClose(code: number, reason: string, wasClean: boolean): void {
    dispatch(this.#target, new NativeCloseEvent('close', bare({ code, reason, wasClean })));
  }
}
