import { randomBytes, webcrypto } from 'node:crypto';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import {
  NONCE_BYTES,
  nonce,
  PROOF_DEADLINE_MS,
  PROOF_SLOTS,
  type ProofTranscript,
  proofTag,
  sameTag,
  toBase64Url,
} from '../../shared/proof.js';
import type { Clock } from '../ports.js';

/** A pairing as the server knows it. `secret` has 32 bytes. */
export interface Pairing {
  readonly id: string;
  readonly bridge: string;
  readonly secret: Buffer;
}

const base64Url = (bytes: number) =>
  z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.length(Math.ceil((bytes * 4) / 3)));
const clientNonceFrame = z.strictObject({ c: base64Url(NONCE_BYTES) });
const clientProofFrame = z.strictObject({ p: base64Url(32) });

/** What a successful handshake ends with; `early` holds the frames that came right behind the client's proof. */
export interface ProvenClient {
  readonly pairing: Pairing;
  readonly early: readonly Frame[];
}

export interface Frame {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

/**
 * Runs the bridge's side of the handshake (shared/proof.ts) on a fresh connection. Answers null
 * where the client did not prove itself: then the caller drops the connection without a word.
 */
export async function proveBothSides(
  socket: WebSocket,
  port: number,
  extension: string,
  pairings: readonly Pairing[],
  clock: Clock,
): Promise<ProvenClient | null> {
  const frames = new FrameReader(socket, clock);
  try {
    const bridgeNonce = nonce(webcrypto);
    socket.send(JSON.stringify({ s: bridgeNonce }));
    const first = clientNonceFrame.safeParse(await frames.next());
    if (!first.success) return null;
    const transcriptFor = (pairing: Pairing): ProofTranscript => ({
      bridgeNonce,
      clientNonce: first.data.c,
      address: `127.0.0.1:${port}`,
      extension,
      bridge: pairing.bridge,
    });
    const tags = await Promise.all(
      pairings.map((pairing) => proofTag(webcrypto, pairing.secret, 'bridge', transcriptFor(pairing))),
    );
    socket.send(JSON.stringify({ p: padded(tags) }));
    const second = clientProofFrame.safeParse(await frames.next());
    if (!second.success) return null;
    let proven: Pairing | null = null;
    for (const pairing of pairings) {
      const expected = await proofTag(webcrypto, pairing.secret, 'client', transcriptFor(pairing));
      if (sameTag(expected, second.data.p)) proven = pairing;
    }
    return proven && socket.readyState === socket.OPEN ? { pairing: proven, early: frames.rest() } : null;
  } finally {
    frames.stop();
  }
}

/** Always the same number of tags, in random order, so that a stranger cannot count pairings. */
function padded(tags: readonly string[]): string[] {
  const all = [...tags];
  while (all.length < PROOF_SLOTS) all.push(toBase64Url(randomBytes(32)));
  return all
    .map((tag) => ({ tag, order: randomBytes(8).toString('hex') }))
    .sort((a, b) => a.order.localeCompare(b.order))
    .map(({ tag }) => tag);
}

/** Frames that may wait while a proof is checked, and the size of each in bytes; more is a flood. */
const MAX_EARLY = 8;
const MAX_EARLY_BYTES = 4_000;

/** Hands out one frame at a time; null after the deadline, the end or a flood. */
class FrameReader {
  private readonly waiting: ((frame: Frame | null) => void)[] = [];
  private readonly arrived: Frame[] = [];
  private ended = false;
  private readonly forgetDeadline: () => void;

  constructor(
    private readonly socket: WebSocket,
    clock: Clock,
  ) {
    this.forgetDeadline = clock.after(PROOF_DEADLINE_MS, this.end);
    socket.on('message', this.receive);
    socket.on('close', this.end);
  }

  /** The next frame's JSON value, or null where it is no small JSON text. */
  async next(): Promise<unknown> {
    const frame = await this.nextFrame();
    return frame && !frame.isBinary && frame.data.length <= 500 ? parseJson(frame.data.toString('utf8')) : null;
  }

  rest(): readonly Frame[] {
    return this.arrived;
  }

  stop(): void {
    this.forgetDeadline();
    this.socket.off('message', this.receive);
    this.socket.off('close', this.end);
  }

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

  private readonly end = (): void => {
    this.ended = true;
    for (const resolve of this.waiting.splice(0)) resolve(null);
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A stranger's frame: no schema accepts null, so the handshake ends.
    return null;
  }
}
