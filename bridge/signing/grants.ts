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

/** How a grant stands. Times in milliseconds since the epoch. */
export interface GrantState {
  readonly left: number;
  readonly count: number;
  readonly until: number;
  /** The signatures that were taken from it, by the short codes of their content. */
  readonly signed: readonly { readonly time: number; readonly code: string }[];
}

interface Grant<T> extends Granted<T> {
  readonly since: number;
  readonly signed: { readonly time: number; readonly code: string }[];
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
    this.byToken.set(granted.token, { ...granted, since: this.clock.now(), signed: [] });
  }

  /** The value of a grant that has a signature left to that document with that certificate; null where there is none. */
  find(scope: string, certificate: string): T | null {
    return this.open(scope, certificate)?.value ?? null;
  }

  /** Uses up one signature, of what has that short code; null as above. */
  take(scope: string, certificate: string, code: string): T | null {
    const grant = this.open(scope, certificate);
    grant?.signed.push({ time: this.clock.now(), code });
    return grant?.value ?? null;
  }

  /** The grant of the first document that `matches`, used up or not, until its time is over. */
  state(matches: (scope: string) => boolean): GrantState | null {
    for (const grant of this.byToken.values()) {
      if (!matches(grant.scope) || !this.lasts(grant)) continue;
      const { count, since, lifetimeMs, signed } = grant;
      return { left: left(grant), count, until: since + lifetimeMs, signed: [...signed] };
    }
    return null;
  }

  end(token: string): void {
    this.byToken.delete(token);
  }

  private open(scope: string, certificate: string): Grant<T> | undefined {
    return [...this.byToken.values()].find(
      (grant) => grant.scope === scope && grant.certificate === certificate && left(grant) > 0 && this.lasts(grant),
    );
  }

  /** A clock that was set back makes no consent last longer. */
  private lasts({ since, lifetimeMs }: Grant<T>): boolean {
    const passed = this.clock.now() - since;
    return passed >= 0 && passed < lifetimeMs;
  }
}

function left({ count, signed }: Grant<unknown>): number {
  return count - signed.length;
}
