import type { PairingWire } from '../../bridge/pairing/pair.js';

/** Texts that wait for their reader; null once there will be no more. */
class Line {
  private readonly texts: string[] = [];
  private readers: ((text: string | null) => void)[] = [];
  private ended = false;

  push(text: string): void {
    const reader = this.readers.shift();
    if (reader) reader(text);
    else if (!this.ended) this.texts.push(text);
  }

  next(): Promise<string | null> {
    const text = this.texts.shift();
    if (text !== undefined || this.ended) return Promise.resolve(text ?? null);
    return new Promise((resolve) => this.readers.push(resolve));
  }

  end(): void {
    this.ended = true;
    for (const reader of this.readers.splice(0)) reader(null);
  }
}

/** The far end of a connection, as a test holds it. */
export interface FarEnd {
  /** The next frame from the side under test; null at the end. */
  next(): Promise<Record<string, unknown> | null>;
  send(frame: unknown): void;
  hangUp(): void;
}

function ends() {
  const [toNear, toFar] = [new Line(), new Line()];
  const gone = new AbortController();
  const hangUp = (): void => {
    toNear.end();
    toFar.end();
    gone.abort();
  };
  const far: FarEnd = {
    next: async () => {
      const text = await toFar.next();
      return text === null ? null : (JSON.parse(text) as Record<string, unknown>);
    },
    send: (frame) => toNear.push(JSON.stringify(frame)),
    hangUp,
  };
  return { toNear, toFar, gone, hangUp, far };
}

/** A connection as the bridge holds it, and its far end. */
export function bridgeWire(): { readonly wire: PairingWire; readonly far: FarEnd } {
  const { toNear, toFar, gone, hangUp, far } = ends();
  const wire: PairingWire = {
    next: async () => {
      const text = await toNear.next();
      return text === null ? null : JSON.parse(text);
    },
    send: (frame) => toFar.push(JSON.stringify(frame)),
    close: hangUp,
    gone: gone.signal,
  };
  return { wire, far };
}

/** A connection as the extension holds it, and its far end. */
export function clientChannel() {
  const { toNear, toFar, hangUp, far } = ends();
  const channel = {
    next: () => toNear.next(),
    send: (text: string | Uint8Array<ArrayBuffer>) => toFar.push(String(text)),
  };
  return { channel, far, hangUp };
}

/** Carries frames between two far ends until one of them hangs up; `change` may swap, drop (null) or leave each. */
export function carry(
  bridge: FarEnd,
  client: FarEnd,
  change: (from: 'client' | 'bridge', frame: Record<string, unknown>) => unknown = (_, frame) => frame,
): Promise<unknown> {
  const pump = async (from: 'client' | 'bridge', source: FarEnd, sink: FarEnd): Promise<void> => {
    for (;;) {
      const frame = await source.next();
      if (frame === null) return sink.hangUp();
      const changed = change(from, frame);
      if (changed !== null) sink.send(changed);
    }
  };
  return Promise.all([pump('client', client, bridge), pump('bridge', bridge, client)]);
}
