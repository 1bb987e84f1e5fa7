import type { Purpose } from '../protocol/purposes.js';

/** What the bridge's windows tell of, before it is put into words. */

/** What is to be signed, as far as it can be shown. `code` is a short code of its SHA-256. */
export type SignedContent =
  /** `shown` went through `displayText`; `length` counts the characters of the whole text. */
  | { readonly kind: 'text'; readonly shown: string; readonly length: number; readonly code: string }
  /** `length` in bytes. */
  | { readonly kind: 'bytes'; readonly length: number; readonly code: string }
  /** As long as a digest, so probably one that was computed elsewhere. */
  | { readonly kind: 'digest'; readonly code: string }
  /** A PDF by its first bytes; `length` in bytes. */
  | { readonly kind: 'document'; readonly length: number; readonly code: string };

export interface AskingSite {
  /** The page's origin, made readable by `displayOrigin`. */
  readonly site: string;
  /** Whether the page came unencrypted. */
  readonly insecure: boolean;
}

/** Whose certificate it is. */
export interface OwnerText {
  readonly owner: string;
  readonly demo: boolean;
  readonly expired: boolean;
  /** Not valid yet, by this computer's clock. */
  readonly early?: boolean;
}

/** What the page says of itself. */
export interface PageText {
  readonly purpose: Purpose | null;
  /** Name, or else the code, of the company that the page is about; went through `displayText`. */
  readonly company: string | null;
  /** How that goes with the certificate: `nameDiffers` may be the same company, `other` is known to be another one. */
  readonly match: 'unsaid' | 'same' | 'nameDiffers' | 'other';
}

export interface SignatureText extends AskingSite, OwnerText {
  readonly content: SignedContent;
  readonly page?: PageText;
}

export interface LoginText extends AskingSite, OwnerText {
  /** How long the certificate stays open for the page; 0 if it does not. */
  readonly minutes: number;
}

export interface GrantText extends AskingSite, OwnerText {
  /** How many signatures are allowed at once. */
  readonly count: number;
  /** In which they are to be used. */
  readonly minutes: number;
}

export interface PasswordTries {
  /** The password typed before was wrong. */
  readonly wrong: boolean;
  /** Tries left, in words where the token does not count aloud; `last`: one more wrong password locks the token. */
  readonly left: 'unknown' | 'few' | 'last' | number;
}

/** What speaks against a new password that was typed. */
export type NewPasswordProblem = 'short' | 'long' | 'same' | 'initial';

export interface NewPasswordRequest extends OwnerText {
  /** By the token's rules; 0 and Infinity where there is none. */
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly problem?: NewPasswordProblem;
}

export interface CertificateRow {
  readonly owner: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly demo: boolean;
  readonly expired: boolean;
  /** Not valid yet, by this computer's clock. */
  readonly early?: boolean;
}

/** Who asks to be connected, and how the input stands. */
export interface PairingText {
  /** Path of the program at the other end, and the user it runs as; null where the system does not tell. */
  readonly program: string | null;
  readonly user: string | null;
  /** What was wrong with the last input: not the digits of that browser, or not six digits. */
  readonly error: 'wrong' | 'form' | null;
  /** Windows that are left, this one included. */
  readonly triesLeft: number;
}
