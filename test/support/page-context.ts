import type { Context } from '../../bridge/signing/context.js';

/** A page of an http site that waits for its answers, but for what `over` says. */
export function page(over: Partial<Context> = {}): Context {
  return {
    pairing: 'p',
    client: 'c',
    origin: 'http://portal.test',
    secure: false,
    tab: 1,
    document: 'd1',
    ancestors: [],
    signal: new AbortController().signal,
    ...over,
  };
}
