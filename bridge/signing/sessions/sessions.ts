import type { Clock } from '../../ports.js';
import type { DriverLogin } from '../../tokens/driver.js';
import { isInitialPassword } from './initial-password.js';

interface Session {
  /** The document that it belongs to (`documentScope`). */
  readonly scope: string;
  /** Milliseconds since the epoch; timers stand still while a computer sleeps. */
  readonly until: number;
  readonly signOnce: readonly string[];
  readonly forget: () => void;
}

/**
 * Which document may use which token's login, and until when; and which tokens still have their initial
 * password, as far as it was typed. A token has one login at a time. Opens no window and calls no driver.
 */
export class Sessions {
  private readonly byToken = new Map<string, Session>();
  private readonly initial = new Set<string>();

  /** `expired` is called with the token whose time ran out, for the driver to be logged out. */
  constructor(
    private readonly clock: Clock,
    private readonly expired: (token: string) => void,
  ) {}

  /** Hands the token's login to a document. False where no login may outlive the request that made it. */
  begin(scope: string, token: string, { signOnce }: DriverLogin, lifetimeMs: number): boolean {
    this.end(token);
    if (lifetimeMs === 0) return false;
    const forget = this.clock.after(lifetimeMs, () => {
      this.byToken.delete(token);
      this.expired(token);
    });
    this.byToken.set(token, { scope, until: this.clock.now() + lifetimeMs, signOnce, forget });
    return true;
  }

  holds(scope: string, token: string): boolean {
    return this.until(scope, token) !== null;
  }

  /** The end of the document's login, in milliseconds since the epoch; null where it holds none. */
  until(scope: string, token: string): number | null {
    const session = this.byToken.get(token);
    return session?.scope === scope && this.clock.now() < session.until ? session.until : null;
  }

  /**
   * What the document has to be asked for a signature: `open` a plain confirm, `closed` the password, which a
   * certificate that signs once a login needs every time.
   */
  state(scope: string, token: string, certificate: string): 'open' | 'closed' {
    const once = this.byToken.get(token)?.signOnce.includes(certificate);
    return this.holds(scope, token) && !once ? 'open' : 'closed';
  }

  end(token: string): void {
    this.byToken.get(token)?.forget();
    this.byToken.delete(token);
  }

  /** Ends the logins whose scope `matches`; answers with their tokens. */
  endWhere(matches: (scope: string) => boolean): string[] {
    const tokens = [...this.byToken].filter(([, { scope }]) => matches(scope)).map(([token]) => token);
    for (const token of tokens) this.end(token);
    return tokens;
  }

  /** A typed password was right. */
  accepted(token: string, password: Buffer): void {
    if (isInitialPassword(password)) this.initial.add(token);
    else this.initial.delete(token);
  }

  /** The token has, or may have, another password than the one that was accepted last. */
  passwordChanged(token: string): void {
    this.initial.delete(token);
  }

  /** Whether the token was opened with its initial password last. It is never tried to find out. */
  hasInitialPassword(token: string): boolean {
    return this.initial.has(token);
  }
}
