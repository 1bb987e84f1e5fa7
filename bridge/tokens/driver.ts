import type { Result } from '../../shared/protocol/reasons.js';

/** Signing mechanisms: RSA PKCS#1 v1.5 (RFC 8017 §8.2) over a digest computed by the bridge. */
export type Mechanism = 'rsa-sha1' | 'rsa-sha256';

export interface DriverToken {
  /** Stays the same across restarts: a hash, never a slot number or path. */
  readonly id: string;
  readonly label: string;
  /** X.509 certificates, DER. */
  readonly certificates: readonly Buffer[];
}

/**
 * One kind of token. Every operation answers within its deadline with a typed failure:
 * a hang, crash or garbage in the driver costs `driver.timeout` or `driver.crashed`, never the bridge.
 */
export interface TokenDriver {
  readonly name: string;
  readonly demo: boolean;
  /** Tokens and their certificates; needs no password. */
  list(): Promise<Result<readonly DriverToken[]>>;
  /** Checks the password and keeps the token open until logout. `password` stays the caller's to wipe. */
  login(token: string, password: Buffer): Promise<Result<void>>;
  logout(token: string): Promise<Result<void>>;
  /** Called when tokens came or went, or the driver restarted (its logins are gone then). */
  onChange(listener: (event: 'tokens' | 'restarted') => void): void;
  close(): Promise<void>;
}

/** The part that only signing/ may reach. */
export interface SigningDriver extends TokenDriver {
  /**
   * Signs a digest with the key of `certificate` (SHA-256 of its DER, hex) on a token that is logged in.
   * Answers the raw signature, big-endian, of the modulus' length.
   */
  sign(token: string, certificate: string, mechanism: Mechanism, digest: Buffer): Promise<Result<Buffer>>;
}
