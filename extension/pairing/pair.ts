import { parseJson } from '../../shared/json.js';
import {
  commitToDigits,
  commitToKey,
  newPairingParty,
  PAIRING_FRAMES,
  type PairingCrypto,
  pairingDigits,
  pairingSecrets,
} from '../../shared/pairing.js';
import { sameTag } from '../../shared/proof.js';
import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { Channel } from '../background/channel.js';

/** What the browser keeps of a pairing. */
export interface NewPairing {
  /** Its id in the bridge's list. */
  readonly id: string;
  /** The bridge's id. */
  readonly bridge: string;
  /** 32 bytes. */
  readonly secret: Uint8Array<ArrayBuffer>;
}

export interface PairingPlace {
  /** Our own id. */
  readonly extension: string;
  /** The port that we dialled. */
  readonly port: number;
}

/**
 * The client's side of shared/pairing.ts, once. `show` gets the digits to be shown; the user has read them where it was
 * called. Fails with the bridge's refusal, `pairing.untrusted` where the other end is not the one that the user typed the
 * digits into, or `pairing.interrupted`.
 */
export async function pair<Key>(
  channel: Pick<Channel, 'next' | 'send'>,
  crypto: PairingCrypto<Key>,
  { extension, port }: PairingPlace,
  show: (digits: string) => void,
): Promise<Result<NewPairing>> {
  const { bridge: frames } = PAIRING_FRAMES;
  const own = await newPairingParty(crypto);
  const commitment = await commitToKey(crypto, own);
  channel.send(JSON.stringify({ c: commitment }));

  const offer = await receive(channel, frames.offer);
  if (!offer.ok) return offer;
  const transcript = {
    commitment,
    bridge: offer.value.b,
    bridgeKey: offer.value.k,
    bridgeNonce: offer.value.n,
    clientKey: own.publicKey,
    clientNonce: own.nonce,
    address: `127.0.0.1:${port}`,
    extension,
  };
  const digits = await pairingDigits(crypto, transcript);
  show(digits);

  const typed = await receive(channel, frames.typed);
  if (!typed.ok) return typed;
  channel.send(JSON.stringify({ k: own.publicKey, n: own.nonce }));

  const opening = await receive(channel, frames.opening);
  if (!opening.ok) return opening;
  const known = sameTag(await commitToDigits(crypto, digits, opening.value.n), typed.value.t);
  const secrets = await pairingSecrets(crypto, own.privateKey, transcript.bridgeKey, transcript);
  if (!known || !secrets || !sameTag(secrets.bridgeTag, opening.value.p)) return failure('pairing.untrusted');
  channel.send(JSON.stringify({ p: secrets.clientTag }));

  const stored = await receive(channel, frames.stored);
  if (!stored.ok) return stored;
  return success({ id: stored.value.i, bridge: transcript.bridge, secret: secrets.secret });
}

/** The next frame, which is to be of that form; the bridge may refuse in place of any. */
async function receive<T>(
  channel: Pick<Channel, 'next'>,
  schema: { safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false } },
): Promise<Result<T>> {
  const text = await channel.next();
  if (text === null) return failure('pairing.interrupted');
  const value = parseJson(text);
  const frame = schema.safeParse(value);
  if (frame.success) return success(frame.data);
  const refusal = PAIRING_FRAMES.bridge.refusal.safeParse(value);
  return failure(refusal.success ? refusal.data.e : 'pairing.untrusted');
}
