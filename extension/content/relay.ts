import { type VendorService, vendorService } from '../../shared/vendor/endpoints.js';
import type { PageMessage } from './channel.js';
import { type RelayHost, RelaySocket } from './relay-socket.js';

const BEAT_MS = 20_000;
/** Of one document; Chromium itself allows fewer than 256 for all pages. */
const MAX_SOCKETS = 100;

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
    else if (message.type === 'binary') this.#sockets.get(message.socket)?.close(1003, '');
    else this.#sockets.get(message.socket)?.close(message.code, message.reason);
  }

  /**
   * The page came back from the back/forward cache: the browser cut its ports without a word, and the bridge
   * has forgotten its sockets.
   */
  cut(): void {
    for (const socket of [...this.#sockets.values()]) socket.fail();
  }

  #open(number: number, url: string): void {
    const service = serviceOf(url);
    if (service === null || this.#sockets.has(number) || this.#sockets.size >= MAX_SOCKETS) {
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
