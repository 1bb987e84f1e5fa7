import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import type { Clock, Log, Prompts } from '../ports.js';
import type { DriverLogin, SigningDriver } from '../tokens/driver.js';
import type { HeldCertificate, TokenRegistry } from '../tokens/registry.js';
import { type Context, documentScope } from './context.js';
import { type Granted, type GrantState, Grants } from './grants.js';
import { askTokenPassword, type PasswordDialogueWindows } from './password-dialogue.js';
import { CoolDown } from './sessions/cool-down.js';
import { RememberedLogins } from './sessions/remembered-logins.js';
import { Sessions } from './sessions/sessions.js';

/** A certificate that is present, and the driver of its token. */
export interface Found {
  readonly driver: SigningDriver;
  readonly entry: HeldCertificate;
}

export interface TokenAccessParts {
  readonly clock: Clock;
  readonly prompts: Prompts;
  readonly log: Log;
  readonly registry: TokenRegistry;
  /** Lifetime of a login that a page asked for; 0 keeps none. */
  readonly loginMinutes: number;
}

/** Which document has which token open: the sessions, the consents that end with them, and the drivers' logins behind both. */
export class TokenAccess {
  readonly sessions: Sessions;
  private readonly grants: Grants<Found>;
  private readonly remembered: RememberedLogins<Found>;
  private readonly coolDown: CoolDown;
  /** Tokens that are just being logged in, by which the driver drops the login before. */
  private readonly opening = new Set<string>();

  constructor(private readonly parts: TokenAccessParts) {
    this.grants = new Grants(parts.clock);
    this.remembered = new RememberedLogins(parts.clock);
    this.coolDown = new CoolDown(parts.clock);
    this.sessions = new Sessions(parts.clock, (token) => {
      this.endConsents(token);
      this.logOutDriver(token);
    });
  }

  /** Whether the document has a login on the token. */
  holds(ctx: Context, token: string): boolean {
    return this.sessions.holds(documentScope(ctx), token);
  }

  /** `open` where a signature of the document takes no password. */
  state(ctx: Context, { entry: { info } }: Found): 'open' | 'closed' {
    return this.sessions.state(documentScope(ctx), info.token, info.id);
  }

  /** What the right password of a token brings with it; null for one that was typed on the token's keys. */
  accepted(token: string, password: Buffer | null): void {
    this.coolDown.accepted(token);
    this.sessions.accepted(token, password);
  }

  /** What a failed use of a token's password tells of the token. */
  failed(token: string, reason: Reason): void {
    if (reason === 'password.incorrect') this.sessions.refused(token);
    if (reason === 'password.locked') this.sessions.passwordUnsure(token);
  }

  /**
   * Logs the token in with a password that is typed for this very request; nobody holds that login yet. Fails with
   * `password.coolDown`, and opens no window, after wrong ones in a row.
   */
  async unlock(ctx: Context, { driver, entry }: Found, windows: PasswordDialogueWindows): Promise<Result<DriverLogin>> {
    const { token } = entry.info;
    if (this.coolDown.pauses(token)) return failure('password.coolDown');
    let wrong = false;
    return askTokenPassword({
      prompts: this.parts.prompts,
      driver,
      token,
      signal: ctx.signal,
      windows,
      use: async (password) => {
        // The driver drops the token's login at the next try, so nobody else may go on believing in theirs.
        if (!this.holds(ctx, token)) this.end(token);
        this.opening.add(token);
        const outcome = await driver.login(token, password).finally(() => this.opening.delete(token));
        if (outcome.ok) this.accepted(token, password);
        else {
          this.end(token);
          this.failed(token, outcome.reason);
        }
        wrong = !outcome.ok && (wrong || outcome.reason === 'password.incorrect');
        return outcome;
      },
    }).finally(() => {
      // However it ended: a page that leaves, or is left, after a wrong one could ask again for ever.
      if (wrong) this.coolDown.failed(token);
    });
  }

  /** The same, and keeps the token open for the document: as long as the setting says, or for `lifetimeMs`. */
  async open(
    ctx: Context,
    found: Found,
    windows: PasswordDialogueWindows,
    lifetimeMs = this.parts.loginMinutes * 60_000,
  ): Promise<Result<void>> {
    const unlocked = await this.unlock(ctx, found, windows);
    if (!unlocked.ok) return unlocked;
    const { token } = found.entry.info;
    this.end(token);
    const gone = ctx.signal.aborted;
    const kept = !gone && this.sessions.begin(documentScope(ctx), token, unlocked.value, lifetimeMs);
    if (!kept) await found.driver.logout(token);
    return gone ? failure('prompt.cancelled') : success(undefined);
  }

  /** Ends whatever is open on the token, whose driver has lost its login or is about to. */
  end(token: string): void {
    this.sessions.end(token);
    this.endConsents(token);
  }

  /** Ends the document's login; another document's stays. */
  logout(ctx: Context, token: string): void {
    if (!this.holds(ctx, token)) return;
    this.end(token);
    this.logOutDriver(token);
  }

  /** Ends the logins of the documents that match. */
  endWhere(matches: (documentScope: string) => boolean): void {
    for (const token of this.sessions.endWhere(matches)) {
      this.endConsents(token);
      this.logOutDriver(token);
    }
  }

  give(granted: Granted<Found>): void {
    this.grants.give(granted);
  }

  /** What to sign with, where signatures were allowed to the document in advance and the token is open. */
  granted(ctx: Context, certificate: string): Found | null {
    return this.ifOpen(ctx, this.grants.find(documentScope(ctx), certificate));
  }

  /** Uses up one of them, of what has that short code; false where none is left. */
  takeGrant(ctx: Context, certificate: string, code: string): boolean {
    return this.grants.take(documentScope(ctx), certificate, code) !== null;
  }

  grantState(matches: (documentScope: string) => boolean): GrantState | null {
    return this.grants.state(matches);
  }

  /** The document's logins with that certificate are not asked for `ms` milliseconds, nor after the token's login. */
  rememberLogin(ctx: Context, found: Found, ms: number): void {
    const { id, token } = found.entry.info;
    this.remembered.remember(documentScope(ctx), { token, certificate: id, lifetimeMs: ms, value: found });
  }

  /** What to sign a login with that is not asked for. */
  rememberedLogin(ctx: Context, certificate: string): Found | null {
    return this.ifOpen(ctx, this.remembered.find(documentScope(ctx), certificate));
  }

  private ifOpen(ctx: Context, found: Found | null): Found | null {
    return found && this.state(ctx, found) === 'open' ? found : null;
  }

  private endConsents(token: string): void {
    this.grants.end(token);
    this.remembered.end(token);
  }

  private logOutDriver(token: string): void {
    // It would end the new login in place of the one before.
    if (this.opening.has(token)) return;
    void this.parts.registry
      .driverOf(token)
      ?.logout(token)
      .then((outcome) => {
        if (!outcome.ok) this.parts.log.event('logout.failed', { reason: outcome.reason });
      });
  }
}
