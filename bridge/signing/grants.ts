import type { Clock } from '../ports.js';

export interface Granted<T> {
  /** The document that may sign, by its scope. */
  readonly scope: string;
  readonly token: string;
  /** Id of the only certificate it may sign with. */
  readonly certificate: string;
  /** How many signatures, at least one. */
  readonly count: number;
  readonly lifetimeMs: number;
  /** Handed out with each signature. */
  readonly value: T;
}

interface Grant<T> extends Granted<T> {
  /** Milliseconds since the epoch. */
  readonly until: number;
  left: number;
}

/**
 * Signatures that the user agreed to in advance, by their number. A token has one grant at a time; it is to end with
 * the token's login. Opens no window and calls no driver.
 */
export class Grants<T> {
  private readonly byToken = new Map<string, Grant<T>>();

  constructor(private readonly clock: Clock) {}

  /** Replaces what was granted on the token before. */
  give(granted: Granted<T>): void {
    const until = this.clock.now() + granted.lifetimeMs;
    this.byToken.set(granted.token, { ...granted, until, left: granted.count });
  }

  /** Uses up one signature; null where none is left to that document with that certificate. */
  take(scope: string, certificate: string): T | null {
    const now = this.clock.now();
    for (const [token, grant] of this.byToken) {
      if (grant.scope !== scope || grant.certificate !== certificate || now >= grant.until) continue;
      grant.left -= 1;
      if (grant.left === 0) this.end(token);
      return grant.value;
    }
    return null;
  }

  end(token: string): void {
    this.byToken.delete(token);
  }
}
