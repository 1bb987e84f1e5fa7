import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PairingCrypto } from '../../shared/pairing.js';

/** A pairing with fixed keys and nonces, and every byte that follows from them. */
export interface PairingVector {
  readonly extension: string;
  readonly bridge: string;
  readonly port: number;
  /** Keys as JWK (RFC 7517), nonces as base64url. */
  readonly client: { readonly key: webcrypto.JsonWebKey; readonly nonce: string };
  readonly server: { readonly key: webcrypto.JsonWebKey; readonly nonce: string; readonly opening: string };
  readonly digits: string;
  readonly secret: string;
  /** In their order, without the last one, which names what was stored. */
  readonly frames: readonly { readonly from: 'client' | 'bridge'; readonly frame: Readonly<Record<string, string>> }[];
}

/** Made once with node:crypto by the words of shared/pairing.ts, not by its code. */
export const VECTORS = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors.json'), 'utf8')) as [
  PairingVector,
  ...PairingVector[],
];

/** Web Crypto that comes up with the given key and, one after the other, the given nonces. */
export function fixedCrypto(key: webcrypto.JsonWebKey, nonces: readonly string[]): PairingCrypto<webcrypto.CryptoKey> {
  const left = [...nonces];
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const { d: _, ...publicPart } = key;
  return {
    getRandomValues(array) {
      array.set(Buffer.from(left.shift() ?? '', 'base64url'));
      return array;
    },
    subtle: {
      digest: (algorithm, data) => webcrypto.subtle.digest(algorithm, data),
      exportKey: (format, exported) => webcrypto.subtle.exportKey(format, exported),
      importKey: (format, bytes, algorithm, extractable, usages) =>
        webcrypto.subtle.importKey(format, bytes, algorithm, extractable, usages),
      deriveBits: (algorithm, base, bits) => webcrypto.subtle.deriveBits(algorithm, base, bits),
      generateKey: async () => ({
        privateKey: await webcrypto.subtle.importKey('jwk', key, curve, false, ['deriveBits']),
        publicKey: await webcrypto.subtle.importKey('jwk', publicPart, curve, true, []),
      }),
    },
  };
}
