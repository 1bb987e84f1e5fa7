import type { WebSocket } from 'ws';
import { parseJson } from '../../shared/json.js';

/** A message as it came. */
export interface Frame {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

/** Frames that may wait while one is being checked, and the size of each in bytes; more is a flood. */
const MAX_EARLY = 8;
const MAX_EARLY_BYTES = 4_000;
/** The longest frame of a handshake, in bytes. */
const MAX_HANDSHAKE_BYTES = 500;

/** Hands out the frames of a connection on which nothing is proved yet, one at a time; null after the end or a flood. */
export class FrameReader {
  private readonly waiting: ((frame: Frame | null) => void)[] = [];
  private readonly arrived: Frame[] = [];
  private ended = false;

  constructor(private readonly socket: WebSocket) {
    socket.on('message', this.receive);
    socket.on('close', this.end);
  }

  /** The next frame's JSON value; null or undefined where it is no small JSON text, which no schema accepts. */
  async next(): Promise<unknown> {
    const frame = await this.nextFrame();
    const small = frame && !frame.isBinary && frame.data.length <= MAX_HANDSHAKE_BYTES;
    return small ? parseJson(frame.data.toString('utf8')) : null;
  }

  rest(): readonly Frame[] {
    return this.arrived;
  }

  /** From now on the frames are somebody else's. */
  stop(): void {
    this.socket.off('message', this.receive);
    this.socket.off('close', this.end);
  }

  /** Whoever waits for a frame gets none. */
  readonly end = (): void => {
    this.ended = true;
    for (const resolve of this.waiting.splice(0)) resolve(null);
  };

  private nextFrame(): Promise<Frame | null> {
    const frame = this.arrived.shift();
    if (frame || this.ended) return Promise.resolve(frame ?? null);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private readonly receive = (data: Buffer, isBinary: boolean): void => {
    const resolve = this.waiting.shift();
    if (resolve) resolve({ data, isBinary });
    else if (data.length > MAX_EARLY_BYTES || this.arrived.push({ data, isBinary }) > MAX_EARLY)
      this.socket.terminate();
  };
}
