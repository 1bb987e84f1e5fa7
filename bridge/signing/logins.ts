import type { Clock } from '../ports.js';

interface Login {
  readonly scope: string;
  /** Milliseconds since the epoch; timers stand still while a computer sleeps. */
  readonly until: number;
  readonly forget: () => void;
}

/**
 * Which document may use which token's login, and until when. A token has one login at a time:
 * another document's password ends it. Opens no window and calls no driver.
 */
export class Logins {
  private readonly byToken = new Map<string, Login>();

  /** `expired` is called with the token whose time ran out, for the driver to be logged out. */
  constructor(
    private readonly clock: Clock,
    private readonly lifetimeMs: number,
    private readonly expired: (token: string) => void,
  ) {}

  /** False where a login may not outlive the request that made it. */
  grant(scope: string, token: string): boolean {
    this.end(token);
    if (this.lifetimeMs === 0) return false;
    const forget = this.clock.after(this.lifetimeMs, () => {
      this.byToken.delete(token);
      this.expired(token);
    });
    this.byToken.set(token, { scope, until: this.clock.now() + this.lifetimeMs, forget });
    return true;
  }

  holds(scope: string, token: string): boolean {
    const login = this.byToken.get(token);
    return login?.scope === scope && this.clock.now() < login.until;
  }

  end(token: string): void {
    this.byToken.get(token)?.forget();
    this.byToken.delete(token);
  }

  /** Ends the logins whose scope `matches`; answers with their tokens. */
  endWhere(matches: (scope: string) => boolean): string[] {
    const tokens = [...this.byToken].filter(([, login]) => matches(login.scope)).map(([token]) => token);
    for (const token of tokens) this.end(token);
    return tokens;
  }
}
