import type { PageMessage } from '../channel.js';
import { NO_CODE } from './arguments.js';
import { post } from './link.js';
import {
  addListener,
  blobSize,
  lastIndexOf,
  NativeFileReader,
  queueTask,
  readAsDataURL,
  readerResult,
  slice,
} from './primordials.js';

interface Item {
  /** One of the two. */
  readonly message: PageMessage | null;
  readonly blob: Blob | null;
  /** Bytes counted in `buffered`. */
  readonly size: number;
  next: Item | null;
}

/**
 * What a socket has still to send. A Blob is read asynchronously, and whatever was sent after it waits for it.
 * A linked list, because the page may patch Array.prototype.
 */
export class Outbox {
  readonly #socket: number;
  readonly #onReadError: () => void;
  #first: Item | null = null;
  #last: Item | null = null;
  #reading = false;
  #closed = false;
  #ended = false;
  /** Bytes (text: of UTF-8) that were sent and not yet seen to go. What is sent after `close` never goes. */
  buffered = 0;

  /** `onReadError` runs when a Blob cannot be read, for example a file that has gone. */
  constructor(socket: number, onReadError: () => void) {
    this.#socket = socket;
    this.#onReadError = onReadError;
  }

  text(data: string, size: number): void {
    this.#add({ type: 'text', socket: this.#socket, data }, size, null);
  }

  binary(blob: Blob): void {
    this.#add(null, blobSize(blob), blob);
  }

  close(code: number, reason: string): void {
    this.#add({ type: 'close', socket: this.#socket, code, reason }, 0, null);
    this.#closed = true;
  }

  /** Nothing is handed over any more, and `buffered` keeps its value. */
  end(): void {
    this.#closed = this.#ended = true;
    this.#first = null;
  }

  #add(message: PageMessage | null, size: number, blob: Blob | null): void {
    this.buffered += size;
    if (this.#closed) return;
    const item: Item = { message, blob, size, next: null };
    if (this.#first && this.#last) this.#last.next = item;
    else this.#first = item;
    this.#last = item;
    this.#handOver();
  }

  #handOver(): void {
    while (this.#first && !this.#reading) {
      const { message, blob, size, next } = this.#first;
      this.#first = next;
      if (blob) this.#read(blob, size);
      else if (message) this.#post(message, size);
    }
  }

  #read(blob: Blob, size: number): void {
    const reader = new NativeFileReader();
    this.#reading = true;
    addListener(reader, 'error', () => {
      if (this.#ended) return;
      post({ type: 'close', socket: this.#socket, code: NO_CODE, reason: '' });
      this.#onReadError();
    });
    addListener(reader, 'load', () => {
      this.#reading = false;
      if (this.#ended) return;
      const url = readerResult(reader) as string;
      // Older Chromium writes an empty Blob as `data:`, with no comma.
      const data = size === 0 ? '' : slice(url, lastIndexOf(url, ',') + 1);
      this.#post({ type: 'binary', socket: this.#socket, data }, size);
      this.#handOver();
    });
    readAsDataURL(reader, blob);
  }

  #post(message: PageMessage, size: number): void {
    post(message);
    // Later, for the page must see the amount right after send().
    queueTask(() => {
      if (!this.#ended) this.buffered -= size;
    });
  }
}
