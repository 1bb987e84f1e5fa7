import type { Clock } from '../../ports.js';
import type { Found } from '../token-access.js';

interface Remembered {
  readonly found: Found;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly lifetimeMs: number;
}

/** Documents in which the user wants no more questions before a login for a while; each has one such consent. */
export class RememberedLogins {
  /** By `documentScope`. */
  private readonly byDocument = new Map<string, Remembered>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  remember(document: string, found: Found, lifetimeMs: number): void {
    this.byDocument.set(document, { found, since: this.clock.now(), lifetimeMs });
  }

  find(document: string, certificate: string): Found | null {
    const remembered = this.byDocument.get(document);
    if (remembered?.found.entry.info.id !== certificate) return null;
    // A clock that was set back makes no consent last longer.
    const passed = this.clock.now() - remembered.since;
    return passed >= 0 && passed < remembered.lifetimeMs ? remembered.found : null;
  }

  /** The token's login is over, and what was agreed to with it. */
  end(token: string): void {
    for (const [document, { found }] of this.byDocument) {
      if (found.entry.info.token === token) this.byDocument.delete(document);
    }
  }
}
