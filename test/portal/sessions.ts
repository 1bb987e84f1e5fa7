import { randomBytes } from 'node:crypto';
import type { Account } from './accounts.js';

type LoginWay = 'account' | 'ca';

export interface Login {
  readonly account: Account;
  readonly way: LoginWay;
  /** Unique id of the certificate of a login by CA. */
  readonly uniqueId: string | null;
}

export interface Session {
  readonly id: string;
  /** Null before the login, when the session only owns random strings. */
  readonly login: Login | null;
}

export interface SessionLifetime {
  /** How long a session lasts after it was last used; for ever by default. */
  readonly ms: number;
  /** Milliseconds since the epoch. */
  now(): number;
}

export class Sessions {
  readonly #cookie: string;
  readonly #secure: boolean;
  readonly #sessions = new Map<string, Session>();
  readonly #used = new Map<string, number>();

  /** Cookies are shared by all ports of a host: the name holds the port. */
  constructor(
    port: number,
    secure: boolean,
    private readonly lifetime: SessionLifetime = { ms: Number.POSITIVE_INFINITY, now: Date.now },
  ) {
    this.#cookie = `portal_session_${port}`;
    this.#secure = secure;
  }

  find(cookieHeader: string | undefined): Session | null {
    for (const pair of (cookieHeader ?? '').split(/;\s*/)) {
      const [name, id] = pair.split('=', 2);
      if (name === this.#cookie && id !== undefined) return this.#use(id);
    }
    return null;
  }

  /** Opens a session with a new id, so that one from before the login cannot be used after it. */
  open(login: Session['login'], previous: Session | null): Session {
    this.end(previous);
    const session = { id: randomBytes(24).toString('base64url'), login };
    this.#sessions.set(session.id, session);
    this.#used.set(session.id, this.lifetime.now());
    return session;
  }

  end(session: Session | null): void {
    if (session !== null) this.#forget(session.id);
  }

  endAll(): void {
    for (const id of this.#sessions.keys()) this.#forget(id);
  }

  setCookie(session: Session): string {
    return `${this.#cookie}=${session.id}; Path=/; HttpOnly; SameSite=Lax${this.#secure ? '; Secure' : ''}`;
  }

  #use(id: string): Session | null {
    const session = this.#sessions.get(id);
    if (session === undefined) return null;
    if (this.lifetime.now() - (this.#used.get(id) ?? 0) > this.lifetime.ms) {
      this.#forget(id);
      return null;
    }
    this.#used.set(id, this.lifetime.now());
    return session;
  }

  #forget(id: string): void {
    this.#sessions.delete(id);
    this.#used.delete(id);
  }
}
