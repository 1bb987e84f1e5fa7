import type { Result } from '../../shared/protocol/reasons.js';

/** Signing mechanisms: RSA PKCS#1 v1.5 (RFC 8017 §8.2) over a digest computed by the bridge. */
export type Mechanism = 'rsa-sha1' | 'rsa-sha256';

/** What a token lets one know about its password without a try. */
export interface PasswordFacts {
  /** Typed on the token's own keys (PKCS#11: protected authentication path); the bridge never sees it. */
  readonly onToken: boolean;
  /** Wrong tries that are left: no word of it · not many · one · none, the token is locked. */
  readonly tries: 'unknown' | 'few' | 'last' | 'locked';
  /** The same as a number, where the token counts aloud. */
  readonly retriesLeft?: number;
  /** Bytes of a password that the token takes. */
  readonly minBytes: number;
  readonly maxBytes: number;
}

export interface DriverToken {
  /** Stays the same across restarts: a hash, never a slot number or path. */
  readonly id: string;
  readonly label: string;
  /** X.509 certificates, DER. */
  readonly certificates: readonly Buffer[];
  readonly password: PasswordFacts;
}

/** What a login has found out. */
export interface DriverLogin {
  /** Ids of certificates whose key takes one signature a login (PKCS#11: CKA_ALWAYS_AUTHENTICATE). */
  readonly signOnce: readonly string[];
}

export type DriverChange =
  /** Tokens came, went or got other certificates. */
  | { readonly kind: 'tokens' }
  /** The token's login is gone without a logout: it was pulled, or the process that held it ended. */
  | { readonly kind: 'loginLost'; readonly token: string };

/**
 * One kind of token. Every operation answers within its deadline with a typed failure: a hang, crash or garbage in
 * the driver costs `driver.timeout` or `driver.crashed` for that token, never the bridge or another token.
 * Passwords are UTF-8 and stay the caller's to wipe; null where they are typed on the token.
 */
export interface TokenDriver {
  readonly name: string;
  readonly demo: boolean;
  /** Absolute path of the maker's library; null where there is none. */
  readonly file: string | null;
  /** Tokens and their certificates; needs no password. */
  list(): Promise<Result<readonly DriverToken[]>>;
  /** Always checks the password, and keeps the token open until logout. */
  login(token: string, password: Buffer | null): Promise<Result<DriverLogin>>;
  logout(token: string): Promise<Result<void>>;
  /** Ends a login of the token. Fails with `password.refused` if the token does not take `next`. */
  changePassword(token: string, current: Buffer | null, next: Buffer | null): Promise<Result<void>>;
  /**
   * The content of a data object (CKO_DATA) by its label; null where there is none. Private objects are seen where
   * `loggedIn` says that the asking page holds the login.
   */
  readData(token: string, label: string, loggedIn: boolean): Promise<Result<Buffer | null>>;
  onChange(listener: (change: DriverChange) => void): void;
  /** Whether anybody wants to hear of tokens that come and go; until then the driver does not look for them. */
  watch(wanted: boolean): void;
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
