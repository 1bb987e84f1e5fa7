import type { PageClaims } from '../../shared/protocol/page-claims.js';
import type { VendorService } from '../../shared/vendor/endpoints.js';
import { parseVendorFrame, vendorAnswer, WELCOME_FRAME } from '../../shared/vendor/frame.js';
import type { VendorPortReply, VendorPortRequest } from '../messages/vendor-port.js';
import type { RelayMessage } from './channel.js';

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
  /** What the page says of itself at this moment; undefined with frames that nobody needs it for. */
  observe(frame: string): PageClaims | undefined;
  /** Keeps the service worker alive. */
  beat(): void;
  /** location.ancestorOrigins, innermost first. */
  readonly ancestors: readonly string[];
}

/** Not at once: a port opened while the old service worker is still being stopped was seen to stay without an answer. */
const SHORTEST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** How long a port may stay without an answer until another one is opened. */
const OPEN_DEADLINE_MS = 3_000;
/** How long a close waits for the answers to what was sent before it. */
const CLOSE_DEADLINE_MS = 3_000;

/** What may wait to be answered: frames, and their characters. The largest document is well below. */
const MAX_WAITING = 1_000;
const MAX_WAITING_LENGTH = 33_554_432;

export interface SocketEvents {
  ended(): void;
  waiting(): void;
}

interface PendingFrame {
  readonly key: string;
  readonly frame: string;
  /** As the page was when it sent the frame. */
  readonly page?: PageClaims;
}

interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** One of the page's sockets. Its id and the key of each frame stay the same however often they are sent. */
export class RelaySocket {
  readonly #host: RelayHost;
  readonly #number: number;
  readonly #events: SocketEvents;
  readonly #open: VendorPortRequest;
  /** Not answered yet, in the page's order; only the first is on its way. */
  readonly #frames: PendingFrame[] = [];
  #waitingLength = 0;
  #port: BackgroundPort | null = null;
  #opened = false;
  #gone: { readonly ret: number; readonly msg: string } | null = null;
  #delayMs = SHORTEST_DELAY_MS;
  /** Until the port must have answered, or until the next one is opened. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closing: Closing | null = null;
  #closeTimer: ReturnType<typeof setTimeout> | undefined;

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
    if (!port) {
      this.#give();
      return;
    }
    port.post(this.#open);
    this.#timer = setTimeout(() => {
      port.disconnect();
      this.#lost();
    }, OPEN_DEADLINE_MS);
  }

  /** More than may wait loses the connection, as a native socket does whose buffer is full (WHATWG WebSockets §3.1). */
  send(frame: string): void {
    if (this.#closing) return;
    this.#waitingLength += frame.length;
    if (this.#frames.length >= MAX_WAITING || this.#waitingLength > MAX_WAITING_LENGTH) {
      this.fail();
      return;
    }
    const page = this.#host.observe(frame);
    this.#frames.push({ key: this.#host.randomId(), frame, ...(page && { page }) });
    this.#events.waiting();
    if (this.#frames.length === 1 && this.#opened) this.#next();
  }

  /** Closes when all that was sent before is answered, as far as that comes in time. */
  close(code: number, reason: string): void {
    if (this.#closing) return;
    const closing = { code, reason };
    this.#closing = closing;
    if (this.waits) this.#closeTimer = setTimeout(() => this.#finish(closing), CLOSE_DEADLINE_MS);
    else this.#finish(closing);
  }

  /** Ends the socket as a lost connection. */
  fail(): void {
    this.#end();
    this.#host.toPage({ type: 'failed', socket: this.#number });
  }

  #end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#closeTimer);
    // Where the service worker is dead, the next one tells the bridge.
    const port = this.#port ?? this.#openedAnew();
    this.#port = null;
    port?.disconnect();
    this.#frames.length = 0;
    this.#events.ended();
  }

  #openedAnew(): BackgroundPort | null {
    const port = this.#host.connect(
      () => {},
      () => {},
    );
    port?.post(this.#open);
    return port;
  }

  #receive(reply: VendorPortReply): void {
    if (reply.type === 'refused') {
      this.fail();
    } else if (reply.type === 'opened') {
      if (this.#gone === null) this.#host.toPage({ type: 'opened', socket: this.#number });
      this.#gone = reply.gone;
      this.#opened = true;
      this.#delayMs = SHORTEST_DELAY_MS;
      clearTimeout(this.#timer);
      this.#next();
    } else if (reply.key === this.#frames[0]?.key) {
      this.#waitingLength -= this.#frames.shift()?.frame.length ?? 0;
      if (reply.frame !== null) this.#host.toPage({ type: 'text', socket: this.#number, data: reply.frame });
      this.#next();
    }
  }

  #next(): void {
    const [first] = this.#frames;
    if (first) this.#port?.post({ type: 'text', ...first });
    else if (this.#closing) this.#finish(this.#closing);
  }

  #finish(closing: Closing): void {
    this.#end();
    this.#host.toPage({ type: 'closed', socket: this.#number, ...closing, wasClean: true });
  }

  /** The service worker died, which is normal: the next port revives it. */
  #lost(): void {
    this.#port = null;
    this.#opened = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), this.#delayMs);
    this.#delayMs = Math.min(2 * this.#delayMs, LONGEST_DELAY_MS);
  }

  /** The extension is gone for good: what waits is answered with the reason, then the connection is lost. */
  #give(): void {
    const gone = this.#gone;
    const answers = gone ? this.#frames.map(({ frame }) => goneAnswer(frame, gone)) : [];
    for (const data of answers) if (data !== null) this.#host.toPage({ type: 'text', socket: this.#number, data });
    this.fail();
  }
}

function goneAnswer(frame: string, gone: { readonly ret: number; readonly msg: string }): string | null {
  const parsed = parseVendorFrame(frame);
  if (parsed.kind === 'welcome') return WELCOME_FRAME;
  return parsed.kind === 'foreign' ? null : vendorAnswer(parsed.fn, gone);
}
