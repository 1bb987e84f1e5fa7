import { MAX_FRAME_BYTES } from '../../shared/protocol/envelope.js';

/** What the link needs of a WebSocket (WHATWG WebSockets §3). */
export interface LinkSocket {
  /** Bytes that were sent and are still to go. */
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** Frames that may wait to be read: who sends more is flooding us. */
const MAX_WAITING = 64;
/** Bytes that may wait for the other side to read them: all that is let be under way (shared/in-flight.ts), and what stands around it. */
const MAX_BUFFERED_BYTES = 67_108_864;

/**
 * One WebSocket, whose text frames are read one after the other. Anything but a text frame within the size limit ends it,
 * and so does a side that does not read.
 */
export class Channel {
  readonly #socket: LinkSocket;
  readonly #frames: string[] = [];
  #ended = false;
  #reader: ((frame: string | null) => void) | null = null;
  /** Resolves to true once the upgrade is done, to false if it never will be. */
  readonly opened: Promise<boolean>;
  #settleOpened: (opened: boolean) => void = () => {};

  constructor(socket: LinkSocket) {
    this.#socket = socket;
    this.opened = new Promise((resolve) => {
      this.#settleOpened = resolve;
    });
    socket.addEventListener('open', () => this.#settleOpened(!this.#ended));
    socket.addEventListener('error', () => this.close());
    socket.addEventListener('close', () => this.#end());
    socket.addEventListener('message', ({ data }) => this.#receive(data));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves to the next frame, or to null when there will be no more. One reader at a time. */
  next(): Promise<string | null> {
    const frame = this.#frames.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    if (this.#ended) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }

  /** Does nothing on a channel that has ended. Ends one whose other side lets too much wait. */
  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#ended) return;
    this.#socket.send(data);
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) this.close();
  }

  /** Ends at once, whether or not the other side takes part in the closing handshake. */
  close(): void {
    if (this.#ended) return;
    this.#end();
    this.#socket.close();
  }

  #receive(data: unknown): void {
    if (this.#ended) return;
    if (typeof data !== 'string' || data.length > MAX_FRAME_BYTES) {
      this.close();
    } else if (this.#reader) {
      this.#deliver(data);
    } else if (this.#frames.push(data) > MAX_WAITING) {
      this.close();
    }
  }

  #end(): void {
    this.#ended = true;
    this.#frames.length = 0;
    this.#settleOpened(false);
    this.#deliver(null);
  }

  #deliver(frame: string | null): void {
    const reader = this.#reader;
    this.#reader = null;
    reader?.(frame);
  }
}
