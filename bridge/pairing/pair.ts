import {
  commitToDigits,
  commitToKey,
  newPairingParty,
  PAIRING_FRAMES,
  PAIRING_STEP_MS,
  type PairingCrypto,
  type PairingTranscript,
  pairingDigits,
  pairingSecrets,
} from '../../shared/pairing.js';
import { nonce, sameTag } from '../../shared/proof.js';
import { failure, type Result } from '../../shared/protocol/reasons.js';
import type { Clock } from '../ports.js';

/** A connection on which nothing has been proved, frame by frame. */
export interface PairingWire {
  /** The next frame's JSON value; null where it is none, or none will come. */
  next(): Promise<unknown>;
  send(frame: object): void;
  /** Ends the connection; `next` answers null. */
  close(): void;
  /** Aborts when the connection is gone. */
  readonly gone: AbortSignal;
}

export interface PairingPlace {
  /** The bridge's id. */
  readonly bridge: string;
  readonly extension: string;
  readonly port: number;
}

export interface PairingUser<T> {
  /** The six digits that the user typed, or why there are none. */
  ask(): Promise<Result<string>>;
  /** Keeps the secret, 32 bytes, or says why it cannot. */
  keep(secret: Buffer): Result<T>;
}

/**
 * The bridge's side of shared/pairing.ts, once. Fails with `pairing.interrupted` where the client left or stalled,
 * `pairing.untrusted` where it did not do as it had committed to, `pairing.wrongDigits`, or as its user says.
 */
export async function pair<Key, T extends { readonly id: string }>(
  wire: PairingWire,
  crypto: PairingCrypto<Key>,
  { bridge, extension, port }: PairingPlace,
  clock: Clock,
  { ask, keep }: PairingUser<T>,
): Promise<Result<T>> {
  const { client: frames } = PAIRING_FRAMES;
  const first = frames.commitment.safeParse(await soon(wire, clock));
  if (!first.success) return failure('pairing.interrupted');
  const own = await newPairingParty(crypto);
  wire.send({ b: bridge, k: own.publicKey, n: own.nonce });

  const typed = await ask();
  if (!typed.ok) return typed;
  const opening = nonce(crypto);
  wire.send({ t: await commitToDigits(crypto, typed.value, opening) });

  const peer = frames.opening.safeParse(await soon(wire, clock));
  if (!peer.success) return failure(wire.gone.aborted ? 'pairing.interrupted' : 'pairing.untrusted');
  const { k: publicKey, n } = peer.data;
  const committed = await commitToKey(crypto, { publicKey, nonce: n });
  if (!sameTag(committed, first.data.c)) return failure('pairing.untrusted');
  const transcript: PairingTranscript = {
    commitment: committed,
    bridge,
    bridgeKey: own.publicKey,
    bridgeNonce: own.nonce,
    clientKey: publicKey,
    clientNonce: n,
    address: `127.0.0.1:${port}`,
    extension,
  };
  if (!sameTag(await pairingDigits(crypto, transcript), typed.value)) return failure('pairing.wrongDigits');
  const secrets = await pairingSecrets(crypto, own.privateKey, publicKey, transcript);
  if (!secrets) return failure('pairing.untrusted');
  wire.send({ n: opening, p: secrets.bridgeTag });

  const last = frames.confirmation.safeParse(await soon(wire, clock));
  if (!last.success) return failure(wire.gone.aborted ? 'pairing.interrupted' : 'pairing.untrusted');
  if (!sameTag(last.data.p, secrets.clientTag)) return failure('pairing.untrusted');
  const kept = keep(Buffer.from(secrets.secret));
  if (kept.ok) wire.send({ i: kept.value.id });
  return kept;
}

/** A frame that waits for no user; a client that stalls is cut off. */
async function soon(wire: PairingWire, clock: Clock): Promise<unknown> {
  const forget = clock.after(PAIRING_STEP_MS, () => wire.close());
  const frame = await wire.next();
  forget();
  return frame;
}
