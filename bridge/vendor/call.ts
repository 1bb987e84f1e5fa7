import type { PageClaims } from '../../shared/protocol/page-claims.js';
import type { Result } from '../../shared/protocol/reasons.js';
import type { VendorFields, VendorParams } from '../../shared/vendor/frame.js';
import type { Context } from '../signing/context.js';
import type { Signing } from '../signing/signing.js';
import type { HeldCertificate, TokenDirectory } from '../tokens/registry.js';

/** How the vendor's loosely specified parts are played; from the machine's configuration. */
export interface VendorSettings {
  readonly rsaHash: 'sha1' | 'sha256';
  readonly textEncoding: 'utf-8' | 'gbk';
}

/** What one page socket remembers between calls. */
export interface VendorState {
  /** Id of the certificate that the last Select or Get call set. */
  current: string | null;
}

/** One call of a vendor function. */
export interface VendorCall {
  readonly ctx: Context;
  readonly state: VendorState;
  readonly params: VendorParams;
  /** Idempotency key of the frame. */
  readonly key: string;
  /** What the page said of itself with the frame. */
  readonly page: PageClaims | null;
  readonly signing: Signing;
  readonly tokens: TokenDirectory;
  readonly settings: VendorSettings;
}

/** Answers with the result fields of the function; `ret` and `msg` are added by the caller. */
export type VendorFunction = (call: VendorCall) => Promise<Result<VendorFields>>;

/** A value that pages send as a string or as a bare number. */
export function textParam(params: VendorParams, name: string): string | null {
  const value = params[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** A certificate's place in a list, from 0; null where the value names none. */
export function indexParam(params: VendorParams, name: string): number | null {
  const index = Number(textParam(params, name) ?? Number.NaN);
  return Number.isInteger(index) && index >= 0 ? index : null;
}

export type SigningUse = 'sign' | 'encrypt';

/** Whether a certificate's key usage allows what the page wants it for. */
export function usable({ parsed }: HeldCertificate, use: SigningUse): boolean {
  return parsed.usableFor === use || parsed.usableFor === 'both';
}
