/**
 * The handshake's arithmetic: each side shows that it knows the pairing's secret, before
 * anything else is said. Frozen for ever; it names no product.
 *
 *   bridge → client   { "s": nonce }
 *   client → bridge   { "c": nonce }
 *   bridge → client   { "p": [tag × PROOF_SLOTS] }   one per pairing, padded with random bytes
 *   client → bridge   { "p": tag }
 *
 * A tag is HMAC-SHA-256 over both nonces, the address as that side sees it, the extension's
 * id and the bridge's id. Whoever relays the frames from another port carries tags that were made for
 * the wrong address. All values are base64url without padding.
 */

/** What is handed in: Web Crypto, which browsers and Node both have. */
export interface ProofCrypto<Key> {
  readonly subtle: {
    importKey(
      format: 'raw',
      key: Uint8Array<ArrayBuffer>,
      algorithm: { name: 'HMAC'; hash: 'SHA-256' },
      extractable: boolean,
      usages: ('sign' | 'verify')[],
    ): Promise<Key>;
    sign(algorithm: 'HMAC', key: Key, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  };
  getRandomValues(array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

export const PROOF_SUBPROTOCOL = 'proof.v1';
export const PROOF_SLOTS = 8;
export const NONCE_BYTES = 32;
export const SECRET_BYTES = 32;
/** Time from the upgrade to the last proof frame, in milliseconds. */
export const PROOF_DEADLINE_MS = 5_000;

export type ProofSide = 'bridge' | 'client';

export interface ProofTranscript {
  readonly bridgeNonce: string;
  readonly clientNonce: string;
  /** `127.0.0.1:<port>` as this side sees the bridge's end of the connection. */
  readonly address: string;
  /** The extension's id, 32 letters a to p. */
  readonly extension: string;
  readonly bridge: string;
}

const LABEL: Readonly<Record<ProofSide, string>> = { bridge: 'proof.v1 bridge', client: 'proof.v1 client' };

/**
 * HMAC-SHA-256 (RFC 2104) over the length-prefixed fields of the transcript, base64url.
 * The side's label keeps one side's tag from being sent back as the other's.
 */
export async function proofTag<Key>(
  crypto: ProofCrypto<Key>,
  secret: Uint8Array,
  side: ProofSide,
  transcript: ProofTranscript,
): Promise<string> {
  if (secret.length !== SECRET_BYTES) throw new RangeError(`a pairing secret has ${SECRET_BYTES} bytes`);
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const fields = [
    LABEL[side],
    transcript.bridgeNonce,
    transcript.clientNonce,
    transcript.address,
    transcript.extension,
    transcript.bridge,
  ];
  return toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, lengthPrefixed(fields))));
}

/** Compares two tags in time that does not depend on where they differ. */
export function sameTag(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

export function nonce(crypto: Pick<ProofCrypto<unknown>, 'getRandomValues'>): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
}

/** ASCII texts, each behind its length as 32 bits, big-endian. */
export function lengthPrefixed(fields: readonly string[]): Uint8Array<ArrayBuffer> {
  const encoded = fields.map(utf8);
  const out = new Uint8Array(encoded.reduce((sum, bytes) => sum + 4 + bytes.length, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const bytes of encoded) {
    view.setUint32(at, bytes.length);
    out.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return out;
}

/** Fields of the transcript are ASCII by construction; anything else is a fault of the caller. */
function utf8(text: string): Uint8Array {
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  if (bytes.some((byte, i) => byte !== text.charCodeAt(i) || byte > 0x7e)) throw new RangeError('not ASCII');
  return bytes;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 4648 §5 without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const word = (a << 16) | (b << 8) | c;
    for (let digit = 0; digit <= Math.min(3, bytes.length - i); digit += 1) {
      out += ALPHABET.charAt((word >> (18 - 6 * digit)) & 63);
    }
  }
  return out;
}

/** RFC 4648 §5 without padding; null where the text is not that. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let word = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      const char = text.charAt(i + digit);
      word = (word << 6) | (char === '' ? 0 : ALPHABET.indexOf(char));
    }
    for (let shift = 16; shift >= 0 && at < out.length; shift -= 8, at += 1) out[at] = (word >> shift) & 255;
  }
  return out;
}
