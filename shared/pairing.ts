/**
 * 连接浏览器: how a browser and a bridge that know nothing of each other come to share a secret, with a user who reads
 * six digits in the browser and types them into the bridge's window. Elliptic-curve Diffie-Hellman on P-256 (SEC 1,
 * one key for each pairing), authenticated by the digits.
 *
 *   client → bridge   { "c": commitment to the client's public key and nonce }
 *   bridge → client   { "b": the bridge's id, "k": public key, "n": nonce }
 *                     the browser shows the digits, the user types them
 *   bridge → client   { "t": commitment to the digits that were typed }
 *   client → bridge   { "k": public key, "n": nonce }      opens its commitment
 *   bridge → client   { "n": nonce, "p": tag }             the digits are right: opens its own
 *   client → bridge   { "p": tag }
 *   bridge → client   { "i": the pairing's id in the bridge's list }
 *   bridge → client   { "e": reason }                      in place of any of its frames
 *
 * The digits depend on both keys, both nonces, both ids and the address as each side sees it. The client keeps its key and
 * nonce to itself until the bridge is bound to what was typed. So whoever stands in between is bound towards the
 * bridge before the bridge's nonce is known, and towards the client before the digits are: either way a guess of one in a
 * million, and there are three tries. All binary values are base64url without padding.
 */
import * as z from 'zod/mini';
import {
  fromBase64Url,
  lengthPrefixed,
  NONCE_BYTES,
  nonce,
  type ProofCrypto,
  SECRET_BYTES,
  toBase64Url,
} from './proof.js';
import type { Reason } from './protocol/reasons.js';

type Bytes = Uint8Array<ArrayBuffer>;

export interface PairingKeys<Key> {
  readonly publicKey: Key;
  readonly privateKey: Key;
}

/** What is handed in: Web Crypto, which browsers and Node both have. */
export interface PairingCrypto<Key> extends Pick<ProofCrypto<Key>, 'getRandomValues'> {
  readonly subtle: {
    digest(algorithm: 'SHA-256', data: Bytes): Promise<ArrayBuffer>;
    generateKey(
      algorithm: { name: 'ECDH'; namedCurve: 'P-256' },
      extractable: boolean,
      usages: 'deriveBits'[],
    ): Promise<PairingKeys<Key>>;
    exportKey(format: 'raw', key: Key): Promise<ArrayBuffer>;
    importKey(
      format: 'raw',
      key: Bytes,
      algorithm: { name: 'ECDH'; namedCurve: 'P-256' } | 'HKDF',
      extractable: boolean,
      usages: 'deriveBits'[],
    ): Promise<Key>;
    deriveBits(
      algorithm: { name: 'ECDH'; public: Key } | { name: 'HKDF'; hash: 'SHA-256'; salt: Bytes; info: Bytes },
      key: Key,
      bits: number,
    ): Promise<ArrayBuffer>;
  };
}

export const PAIRING_SUBPROTOCOL = 'pair.v1';
/** How long the user has, from opening it in the bridge to the last digit, in milliseconds. */
export const PAIRING_OPEN_MS = 120_000;
export const PAIRING_TRIES = 3;
/** How long either side's program may take for a frame that waits for no user, in milliseconds. */
export const PAIRING_STEP_MS = 5_000;
/** An uncompressed point of P-256 (SEC 1 §2.3.3). */
const PUBLIC_KEY_BYTES = 65;

/** Why a bridge ends a pairing, as it tells the client. Not authenticated: good for words only. */
export const PAIRING_REFUSALS = [
  'pairing.wrongDigits',
  'pairing.tooManyTries',
  'pairing.refused',
  'pairing.expired',
  'pairing.untrusted',
  'pairing.full',
  'pairing.notStored',
  'prompt.unavailable',
] as const satisfies readonly Reason[];

function base64Url(bytes: number) {
  return z.string().check(z.refine((text) => fromBase64Url(text)?.length === bytes));
}

const hash = base64Url(32);
const nonceText = base64Url(NONCE_BYTES);
const publicKey = base64Url(PUBLIC_KEY_BYTES);
const id = z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/));

/** The frames, by who sends them, in their order. */
export const PAIRING_FRAMES = {
  client: {
    commitment: z.strictObject({ c: hash }),
    opening: z.strictObject({ k: publicKey, n: nonceText }),
    confirmation: z.strictObject({ p: hash }),
  },
  bridge: {
    offer: z.strictObject({ b: id, k: publicKey, n: nonceText }),
    typed: z.strictObject({ t: hash }),
    opening: z.strictObject({ n: nonceText, p: hash }),
    stored: z.strictObject({ i: id }),
    refusal: z.strictObject({ e: z.enum(PAIRING_REFUSALS) }),
  },
} as const;

/** What both sides know by the time the digits are compared. */
export interface PairingTranscript {
  readonly commitment: string;
  readonly bridge: string;
  readonly bridgeKey: string;
  readonly bridgeNonce: string;
  readonly clientKey: string;
  readonly clientNonce: string;
  /** `127.0.0.1:<port>` as this side sees the bridge's end of the connection. */
  readonly address: string;
  /** The extension's id, 32 letters a to p. */
  readonly extension: string;
}

export interface PairingSecrets {
  /** The pairing's secret, 32 bytes. */
  readonly secret: Bytes;
  /** What each side shows to have come to the same secret. */
  readonly bridgeTag: string;
  readonly clientTag: string;
}

/** One side's fresh key and nonce. */
export interface PairingParty<Key> {
  readonly privateKey: Key;
  readonly publicKey: string;
  readonly nonce: string;
}

export async function newPairingParty<Key>(crypto: PairingCrypto<Key>): Promise<PairingParty<Key>> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const raw = await crypto.subtle.exportKey('raw', keys.publicKey);
  return { privateKey: keys.privateKey, publicKey: toBase64Url(new Uint8Array(raw)), nonce: nonce(crypto) };
}

/** The client's commitment to its key and nonce. */
export function commitToKey<Key>(
  crypto: PairingCrypto<Key>,
  { publicKey, nonce }: Pick<PairingParty<Key>, 'publicKey' | 'nonce'>,
): Promise<string> {
  return digest(crypto, ['pair.v1 key', publicKey, nonce]);
}

/** The bridge's commitment to the digits that were typed; `opening` is a nonce of its own. */
export function commitToDigits<Key>(crypto: PairingCrypto<Key>, digits: string, opening: string): Promise<string> {
  return digest(crypto, ['pair.v1 typed', digits, opening]);
}

/** The six digits that the user compares by typing them. */
export async function pairingDigits<Key>(crypto: PairingCrypto<Key>, transcript: PairingTranscript): Promise<string> {
  const bytes = await sha256(crypto, ['pair.v1 digits', ...fields(transcript)]);
  // 48 bits of the digest: what the remainder prefers is less than one in a hundred million.
  const number = bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
  return String(number % 1_000_000).padStart(6, '0');
}

/**
 * The secret by HKDF-SHA-256 (RFC 5869) from the Diffie-Hellman value, bound to the transcript, and both sides' tags;
 * null where the other side's key is no point of the curve.
 */
export async function pairingSecrets<Key>(
  crypto: PairingCrypto<Key>,
  privateKey: Key,
  peerKey: string,
  transcript: PairingTranscript,
): Promise<PairingSecrets | null> {
  const shared = await sharedValue(crypto, privateKey, peerKey);
  if (!shared) return null;
  const key = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  shared.fill(0);
  const salt = await sha256(crypto, ['pair.v1 transcript', ...fields(transcript)]);
  const derive = async (purpose: string): Promise<Bytes> => {
    const info = lengthPrefixed([purpose]);
    return new Uint8Array(
      await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, SECRET_BYTES * 8),
    );
  };
  return {
    secret: await derive('pair.v1 secret'),
    bridgeTag: toBase64Url(await derive('pair.v1 bridge')),
    clientTag: toBase64Url(await derive('pair.v1 client')),
  };
}

async function sharedValue<Key>(crypto: PairingCrypto<Key>, privateKey: Key, peerKey: string): Promise<Bytes | null> {
  const bytes = fromBase64Url(peerKey);
  if (!bytes) return null;
  try {
    const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
    const peer = await crypto.subtle.importKey('raw', bytes, curve, false, []);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, privateKey, 256));
  } catch {
    // Web Crypto rejects what is no point of the curve.
    return null;
  }
}

function fields(transcript: PairingTranscript): string[] {
  const { commitment, bridge, bridgeKey, bridgeNonce, clientKey, clientNonce, address, extension } = transcript;
  return [commitment, bridge, bridgeKey, bridgeNonce, clientKey, clientNonce, address, extension];
}

async function sha256<Key>(crypto: PairingCrypto<Key>, parts: readonly string[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', lengthPrefixed(parts)));
}

async function digest<Key>(crypto: PairingCrypto<Key>, parts: readonly string[]): Promise<string> {
  return toBase64Url(await sha256(crypto, parts));
}
