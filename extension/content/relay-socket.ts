import type { VendorService } from '../../shared/vendor/endpoints.js';
import { parseVendorFrame, vendorAnswer, WELCOME_FRAME } from '../../shared/vendor/frame.js';
import type { VendorPortReply, VendorPortRequest } from '../messages/vendor-port.js';
import type { BackgroundPort, RelayHost } from './relay.js';

/** Not at once: a port opened while the old service worker is still being stopped was seen to stay without an answer. */
const SHORTEST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;

export interface SocketEvents {
  ended(): void;
  waiting(): void;
}

/** One of the page's sockets. Its id and the key of each frame stay the same however often they are sent. */
export class RelaySocket {
  readonly #host: RelayHost;
  readonly #number: number;
  readonly #events: SocketEvents;
  readonly #open: VendorPortRequest;
  /** Not answered yet, in the page's order; only the first is on its way. */
  readonly #frames: { readonly key: string; readonly frame: string }[] = [];
  #port: BackgroundPort | null = null;
  #opened = false;
  #gone: { readonly ret: number; readonly msg: string } | null = null;
  #delayMs = SHORTEST_DELAY_MS;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(host: RelayHost, number: number, service: VendorService, events: SocketEvents) {
    this.#host = host;
    this.#number = number;
    this.#events = events;
    this.#open = { type: 'open', socket: host.randomId(), service, ancestors: [...host.ancestors] };
  }

  get waits(): boolean {
    return this.#frames.length > 0;
  }

  connect(): void {
    const port = this.#host.connect(
      (reply) => this.#receive(reply),
      () => {
        if (this.#port === port) this.#lost();
      },
    );
    this.#port = port;
    if (port) port.post(this.#open);
    else this.#give();
  }

  /** Takes a new port at once, whatever became of the old one. */
  reconnect(): void {
    clearTimeout(this.#retry);
    this.#port?.disconnect();
    this.#opened = false;
    this.connect();
  }

  send(frame: string): void {
    this.#frames.push({ key: this.#host.randomId(), frame });
    this.#events.waiting();
    if (this.#frames.length === 1 && this.#opened) this.#sendFirst();
  }

  end(): void {
    clearTimeout(this.#retry);
    this.#port?.disconnect();
    this.#port = null;
    this.#frames.length = 0;
    this.#events.ended();
  }

  #receive(reply: VendorPortReply): void {
    if (reply.type === 'refused') {
      this.end();
      this.#host.toPage({ type: 'failed', socket: this.#number });
    } else if (reply.type === 'opened') {
      if (this.#gone === null) this.#host.toPage({ type: 'opened', socket: this.#number });
      this.#gone = reply.gone;
      this.#opened = true;
      this.#delayMs = SHORTEST_DELAY_MS;
      this.#sendFirst();
    } else if (reply.key === this.#frames[0]?.key) {
      this.#frames.shift();
      if (reply.frame !== null) this.#host.toPage({ type: 'text', socket: this.#number, data: reply.frame });
      this.#sendFirst();
    }
  }

  #sendFirst(): void {
    const [first] = this.#frames;
    if (first) this.#port?.post({ type: 'text', ...first });
  }

  /** The service worker died, which is normal: the next port revives it. */
  #lost(): void {
    this.#port = null;
    this.#opened = false;
    this.#retry = setTimeout(() => this.connect(), this.#delayMs);
    this.#delayMs = Math.min(2 * this.#delayMs, LONGEST_DELAY_MS);
  }

  /** The extension is gone for good: what waits is answered with the reason, then the connection is lost. */
  #give(): void {
    const gone = this.#gone;
    const answers = gone ? this.#frames.map(({ frame }) => goneAnswer(frame, gone)) : [];
    for (const data of answers) if (data !== null) this.#host.toPage({ type: 'text', socket: this.#number, data });
    this.end();
    this.#host.toPage({ type: 'failed', socket: this.#number });
  }
}

function goneAnswer(frame: string, gone: { readonly ret: number; readonly msg: string }): string | null {
  const parsed = parseVendorFrame(frame);
  if (parsed.kind === 'welcome') return WELCOME_FRAME;
  return parsed.kind === 'foreign' ? null : vendorAnswer(parsed.fn, gone);
}
