/** The proven connection that a request came on. */
export interface Client {
  /** The pairing's id in the bridge's own list. */
  readonly pairing: string;
  /** The extension's id. */
  readonly client: string;
}

/** Who asks for something a page wants. Built once in server/, from the connection and the browser's word. */
export interface Context extends Client {
  /** Serialised origin of the page. */
  readonly origin: string;
  /** Whether the page came over an authenticated connection. */
  readonly secure: boolean;
  readonly tab: number;
  /** The browser's id of the document: a reload or navigation makes another one. */
  readonly document: string;
  /** Origins of the embedding documents, innermost first. */
  readonly ancestors: readonly string[];
  /** Aborts when nobody waits for the outcome any more. */
  readonly signal: AbortSignal;
}

/** Names the document that a login belongs to; nothing outside it may use the login. */
export function documentScope(ctx: Pick<Context, 'pairing' | 'client' | 'origin' | 'tab' | 'document'>): string {
  return JSON.stringify([ctx.pairing, ctx.client, ctx.origin, ctx.tab, ctx.document]);
}

/** Whether a document by its scope is one of that tab, of that site. */
export function isDocumentOf(place: Pick<Context, 'pairing' | 'client' | 'origin' | 'tab'>, scope: string): boolean {
  const [pairing, client, origin, tab] = JSON.parse(scope) as unknown[];
  return pairing === place.pairing && client === place.client && origin === place.origin && tab === place.tab;
}

/** Whether a document, or whatever is named by its scope and more, is that client's. */
export function isOfClient({ pairing, client }: Client, scope: string): boolean {
  return scope.startsWith(`${JSON.stringify([pairing, client]).slice(0, -1)},`);
}

/** Names the site that an idempotency key belongs to. */
export function siteScope(ctx: Pick<Context, 'pairing' | 'client' | 'origin'>): string {
  return JSON.stringify([ctx.pairing, ctx.client, ctx.origin]);
}
