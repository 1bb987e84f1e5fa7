import * as z from 'zod/mini';
import { parseJson } from '../../shared/json.js';
import { nonce, PROOF_SLOTS, type ProofCrypto, proofTag, sameTag } from '../../shared/proof.js';
import type { Channel } from './channel.js';

/** 32 bytes as base64url without padding. */
const word = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const challengeSchema = z.strictObject({ s: word });
const proofsSchema = z.strictObject({ p: z.array(word).check(z.length(PROOF_SLOTS)) });

/** A bridge that the user connected this browser with. */
export interface Pairing {
  /** The bridge's id, ASCII. */
  readonly bridge: string;
  /** 32 bytes that only the two sides know. */
  readonly secret: Uint8Array;
}

export interface Identity {
  readonly pairing: Pairing;
  /** Our own id. */
  readonly extension: string;
  /** The port that we dialled; the bridge's proof must be for it. */
  readonly port: number;
}

/**
 * The client's side of the handshake in shared/proof.ts. Resolves to true when the other end has proved
 * that it is the paired bridge and our own proof is on its way; until then nothing but a nonce is sent.
 */
export async function handshake<Key>(
  channel: Channel,
  crypto: ProofCrypto<Key>,
  { pairing, extension, port }: Identity,
): Promise<boolean> {
  const challenge = challengeSchema.safeParse(parseJson(await channel.next()));
  if (!challenge.success) return false;
  const transcript = {
    bridgeNonce: challenge.data.s,
    clientNonce: nonce(crypto),
    address: `127.0.0.1:${port}`,
    extension,
    bridge: pairing.bridge,
  };
  channel.send(JSON.stringify({ c: transcript.clientNonce }));
  const proofs = proofsSchema.safeParse(parseJson(await channel.next()));
  if (!proofs.success) return false;
  const expected = await proofTag(crypto, pairing.secret, 'bridge', transcript);
  // Every slot is compared, so that the time taken does not tell which one is ours.
  if (proofs.data.p.filter((tag) => sameTag(tag, expected)).length === 0) return false;
  const own = await proofTag(crypto, pairing.secret, 'client', transcript);
  channel.send(JSON.stringify({ p: own }));
  return !channel.ended;
}
