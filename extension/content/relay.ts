import { type VendorService, vendorService } from '../../shared/vendor/endpoints.js';
import type { VendorPortReply, VendorPortRequest } from '../messages/vendor-port.js';
import type { PageMessage, RelayMessage } from './channel.js';
import { RelaySocket } from './relay-socket.js';

/** A chrome.runtime.Port to the background. */
export interface BackgroundPort {
  post(message: VendorPortRequest): void;
  disconnect(): void;
}

export interface RelayHost {
  /** Opens a port; null when the extension was updated or removed under the page. */
  connect(received: (reply: VendorPortReply) => void, lost: () => void): BackgroundPort | null;
  /** 128 random bits as lower-case hex. */
  randomId(): string;
  toPage(message: RelayMessage): void;
  /** Keeps the service worker alive. */
  beat(): void;
  /** location.ancestorOrigins, innermost first. */
  readonly ancestors: readonly string[];
}

const BEAT_MS = 20_000;

/** Carries the page's vendor sockets to the background, over the deaths of the service worker. Decides nothing. */
export class Relay {
  readonly #host: RelayHost;
  readonly #sockets = new Map<number, RelaySocket>();
  #beats: ReturnType<typeof setInterval> | undefined;

  constructor(host: RelayHost) {
    this.#host = host;
  }

  fromPage(message: PageMessage): void {
    if (message.type === 'open') this.#open(message.socket, message.url);
    else if (message.type === 'text') this.#sockets.get(message.socket)?.send(message.data);
    // Unsupported data (RFC 6455 §7.4.1): the vendor's protocol is text.
    else if (message.type === 'binary') this.#close(message.socket, 1003, '');
    else this.#close(message.socket, message.code, message.reason);
  }

  /** The page came back from the back/forward cache, where the browser cut its ports without a word. */
  resume(): void {
    for (const socket of [...this.#sockets.values()]) socket.reconnect();
  }

  #open(number: number, url: string): void {
    const service = serviceOf(url);
    if (service === null || this.#sockets.has(number)) {
      this.#host.toPage({ type: 'failed', socket: number });
      return;
    }
    const socket = new RelaySocket(this.#host, number, service, {
      ended: () => this.#sockets.delete(number),
      waiting: () => this.#beat(),
    });
    this.#sockets.set(number, socket);
    socket.connect();
  }

  #close(number: number, code: number, reason: string): void {
    const socket = this.#sockets.get(number);
    if (!socket) return;
    socket.end();
    this.#host.toPage({ type: 'closed', socket: number, code, reason, wasClean: true });
  }

  #beat(): void {
    this.#beats ??= setInterval(() => {
      if ([...this.#sockets.values()].some((socket) => socket.waits)) return this.#host.beat();
      clearInterval(this.#beats);
      this.#beats = undefined;
    }, BEAT_MS);
  }
}

function serviceOf(url: string): VendorService | null {
  try {
    return vendorService(new URL(url));
  } catch {
    // The page's script sends parsed addresses only; whoever forges an event gets a failed socket.
    return null;
  }
}
