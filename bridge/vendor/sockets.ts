import { type Client, type Context, documentScope, isOfClient, siteScope } from '../signing/context.js';
import type { VendorState } from './call.js';

/** Of all sites, and of one. */
const MAX_SOCKETS = 500;
const MAX_SOCKETS_OF_SITE = 100;

interface PageSocket {
  readonly site: string;
  readonly document: string;
  readonly state: VendorState;
}

type Owner = Pick<Context, 'pairing' | 'client' | 'origin' | 'tab' | 'document'>;

/** The vendor state of each page socket. A socket id counts only together with the document that uses it. */
export class PageSockets {
  private readonly sockets = new Map<string, PageSocket>();

  /**
   * The socket's state, made at its first call. Beyond a limit the one that was idle longest is forgotten, the site's own
   * first: a site that opens many takes none from the others.
   */
  state(owner: Owner, socket: string): VendorState {
    const id = this.id(owner, socket);
    if (!this.sockets.has(id)) this.makeRoom(siteScope(owner));
    const found = this.sockets.get(id) ?? {
      site: siteScope(owner),
      document: documentScope(owner),
      state: { current: null },
    };
    this.sockets.delete(id);
    this.sockets.set(id, found);
    return found.state;
  }

  private makeRoom(site: string): void {
    const own = [...this.sockets].filter(([, socket]) => socket.site === site).map(([id]) => id);
    const candidates = own.length >= MAX_SOCKETS_OF_SITE ? own : [...this.sockets.keys()];
    const full = own.length >= MAX_SOCKETS_OF_SITE || candidates.length >= MAX_SOCKETS;
    if (full && candidates[0] !== undefined) this.sockets.delete(candidates[0]);
  }

  /** Names a socket for the whole bridge. */
  id(owner: Owner, socket: string): string {
    return documentScope(owner) + socket;
  }

  /** Forgets a socket; answers whether it was its document's last. */
  close(owner: Owner, socket: string): boolean {
    this.sockets.delete(this.id(owner, socket));
    const document = documentScope(owner);
    return ![...this.sockets.values()].some((other) => other.document === document);
  }

  /** Forgets every socket of a client that is gone. */
  closeClient(client: Client): void {
    for (const id of this.sockets.keys()) if (isOfClient(client, id)) this.sockets.delete(id);
  }
}
