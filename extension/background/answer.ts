import type { Reason, Result } from '../../shared/protocol/reasons.js';

/** A result as our own pages are told it. */
export function answer<T>(
  result: Result<T>,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason } {
  return result.ok ? { ok: true, value: result.value } : { ok: false, reason: result.reason };
}
