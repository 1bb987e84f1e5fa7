import type { Clock } from '../../ports.js';

interface Remembered<T> {
  readonly token: string;
  /** Id of the only certificate that it holds for. */
  readonly certificate: string;
  readonly lifetimeMs: number;
  /** Handed out with each login. */
  readonly value: T;
}

interface Kept<T> extends Remembered<T> {
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** Documents in which the user wants no more questions before a login for a while; each has one such consent. */
export class RememberedLogins<T> {
  /** By `documentScope`. */
  private readonly byDocument = new Map<string, Kept<T>>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  remember(document: string, remembered: Remembered<T>): void {
    this.byDocument.set(document, { ...remembered, since: this.clock.now() });
  }

  find(document: string, certificate: string): T | null {
    const kept = this.byDocument.get(document);
    if (kept?.certificate !== certificate) return null;
    // A clock that was set back makes no consent last longer.
    const passed = this.clock.now() - kept.since;
    return passed >= 0 && passed < kept.lifetimeMs ? kept.value : null;
  }

  /** The token's login is over, and what was agreed to with it. */
  end(token: string): void {
    for (const [document, kept] of this.byDocument) if (kept.token === token) this.byDocument.delete(document);
  }
}
