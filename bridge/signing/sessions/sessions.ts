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

/** What the passwords that a token took, and no other source, tell of it. Times are milliseconds since the epoch. */
export interface PasswordSeen {
  /** Whether the last password that was typed here and taken was the initial one; absent where none was. */
  readonly initialPassword?: boolean;
  /** When a password was taken last, wherever it was typed; absent where one was refused since. */
  readonly passwordAcceptedAt?: number;
  /** When the token took a new password that is not the initial one; absent where one was refused since. */
  readonly passwordChangedAt?: number;
}

/**
 * Which document may use which token's login, and until when; and what the passwords that were typed tell of the
 * tokens, which ends with the bridge. A token has one login at a time. Opens no window and calls no driver.
 */
export class Sessions {
  private readonly byToken = new Map<string, Session>();
  private readonly seen = new Map<string, PasswordSeen>();

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

  /** The token took a password; null for one that was typed on its own keys, of which nothing is known. */
  accepted(token: string, password: Buffer | null): void {
    const at = { passwordAcceptedAt: this.clock.now() };
    if (!password) {
      this.seen.set(token, { ...this.seen.get(token), ...at });
      return;
    }
    const initialPassword = isInitialPassword(password);
    const { passwordChangedAt } = this.seen.get(token) ?? {};
    const changed = passwordChangedAt !== undefined && !initialPassword ? { passwordChangedAt } : {};
    this.seen.set(token, { initialPassword, ...changed, ...at });
  }

  /** The token refused a password, which may be the one that it was changed to: somebody else may have changed it since. */
  refused(token: string): void {
    const { initialPassword } = this.seen.get(token) ?? {};
    this.seen.set(token, initialPassword === undefined ? {} : { initialPassword });
  }

  /** The token took a new password. Only one that was `typedHere` is known not to be the initial one. */
  passwordChanged(token: string, typedHere: boolean): void {
    const at = this.clock.now();
    const other = typedHere ? { initialPassword: false, passwordChangedAt: at } : {};
    this.seen.set(token, { passwordAcceptedAt: at, ...other });
  }

  /** The token may have another password than the one that was accepted last, or has to get one, as it is locked. */
  passwordUnsure(token: string): void {
    this.seen.delete(token);
  }

  /** Nothing is ever tried to find out. */
  passwordSeen(token: string): PasswordSeen {
    return this.seen.get(token) ?? {};
  }
}
