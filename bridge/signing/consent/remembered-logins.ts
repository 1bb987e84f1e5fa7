import type { Clock } from '../../ports.js';
import type { Found } from '../token-access.js';

interface Remembered {
  readonly found: Found;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** Documents in which the user wants no more questions before a login for a while; each has one such consent. */
export class RememberedLogins {
  /** By `documentScope`. */
  private readonly byDocument = new Map<string, Remembered>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** `until` in milliseconds since the epoch. */
  remember(document: string, found: Found, until: number): void {
    this.byDocument.set(document, { found, until });
  }

  find(document: string, certificate: string): Found | null {
    const remembered = this.byDocument.get(document);
    const holds = remembered?.found.entry.info.id === certificate && this.clock.now() < remembered.until;
    return holds ? remembered.found : null;
  }

  /** The token's login is over, and what was agreed to with it. */
  end(token: string): void {
    for (const [document, { found }] of this.byDocument) {
      if (found.entry.info.token === token) this.byDocument.delete(document);
    }
  }
}
