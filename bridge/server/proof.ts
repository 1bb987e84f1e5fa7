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
import { type Frame, FrameReader } from './frame-reader.js';

/** A pairing as the server knows it. `secret` has 32 bytes. */
export interface Pairing {
  readonly id: string;
  readonly bridge: string;
  readonly secret: Buffer;
  /** The only extension that may use it; any known one where it is missing. */
  readonly extension?: string;
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

/**
 * Runs the bridge's side of the handshake (shared/proof.ts) on a fresh connection. Answers null
 * where the client did not prove itself: then the caller drops the connection without a word.
 */
export async function proveBothSides(
  socket: WebSocket,
  port: number,
  extension: string,
  known: readonly Pairing[],
  clock: Clock,
): Promise<ProvenClient | null> {
  const pairings = known.filter((pairing) => pairing.extension === undefined || pairing.extension === extension);
  const frames = new FrameReader(socket);
  const forgetDeadline = clock.after(PROOF_DEADLINE_MS, frames.end);
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
    forgetDeadline();
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
