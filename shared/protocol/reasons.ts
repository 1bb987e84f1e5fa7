/**
 * Every failure that a clerk can meet, by a code whose meaning never changes.
 * The words for each are in shared/text, the vendor's numbers in shared/vendor/codes.ts.
 */
export const REASONS = [
  // the way from the browser to the bridge
  'bridge.unreachable',
  'bridge.unpaired',
  'bridge.impostor',
  'bridge.outdated',
  'bridge.disconnected',
  'extension.outdated',
  'extension.updated',
  // connecting a browser
  'pairing.busy',
  'pairing.expired',
  'pairing.fixed',
  'pairing.full',
  'pairing.interrupted',
  'pairing.notFound',
  'pairing.notStored',
  'pairing.refused',
  'pairing.revoked',
  'pairing.tooManyTries',
  'pairing.unreadable',
  'pairing.untrusted',
  'pairing.wrongDigits',
  // who asks
  'site.notEnabled',
  'site.frameRefused',
  'site.paused',
  // certificates and tokens
  'token.none',
  'token.twoDrivers',
  'certificate.none',
  'certificate.noSigning',
  'certificate.noEncryption',
  'certificate.notChosen',
  'certificate.notFound',
  'certificate.otherInTab',
  'data.notFound',
  'driver.crashed',
  'driver.timeout',
  'driver.unavailable',
  'token.busy',
  'module.missing',
  'module.changed',
  'module.notPkcs11',
  'module.wrongBitness',
  // consent and password
  'password.coolDown',
  'password.incorrect',
  'password.locked',
  'password.mustChange',
  'password.refused',
  'password.unsure',
  'prompt.cancelled',
  'prompt.timeout',
  'prompt.unavailable',
  'prompt.busy',
  // signing
  'sign.keyReused',
  'sign.unverified',
  'sign.noGrant',
  'sign.uncertain',
  // its record
  'records.unwritable',
  // the request itself
  'vendor.unsupported',
  'vendor.malformed',
  'request.invalid',
  'request.tooLarge',
  'request.tooMany',
  'method.unknown',
  'internal',
] as const;

export type Reason = (typeof REASONS)[number];

/** A failure inside the product: the reason, plus the tries that a token says it has left. */
export interface Failure {
  readonly reason: Reason;
  readonly retriesLeft?: number;
}

/** The outcome of an operation that can fail in a known way. No exception crosses a module border. */
export type Result<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Failure);

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(reason: Reason, retriesLeft?: number): { readonly ok: false } & Failure {
  return retriesLeft === undefined ? { ok: false, reason } : { ok: false, reason, retriesLeft };
}
