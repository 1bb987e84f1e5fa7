import type { Caller } from '../../shared/protocol/envelope.js';
import type { Client, Context } from '../signing/context.js';

/**
 * The context of a page's request, from the proven connection and the browser's word on the
 * caller. Null where that word is not a web page's: only http and https origins in their
 * serialised form are served, in frames too.
 */
export function buildContext(client: Client, caller: Caller, signal: AbortSignal): Context | null {
  if (![caller.origin, ...caller.ancestors].every(isWebOrigin)) return null;
  return {
    ...client,
    origin: caller.origin,
    secure: caller.origin.startsWith('https:'),
    tab: caller.tab,
    document: caller.document,
    ancestors: caller.ancestors,
    signal,
  };
}

/** A page asks again and again, and reading its origin takes as long as reading the rest of the request. */
let lastWebOrigin: string | null = null;

function isWebOrigin(text: string): boolean {
  if (text === lastWebOrigin) return true;
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === text;
  if (isWeb) lastWebOrigin = text;
  return isWeb;
}
