import { randomBytes } from 'node:crypto';
import type { Account } from './accounts.js';

export type LoginWay = 'account' | 'ca';

export interface Session {
  readonly id: string;
  /** Null before the login, when the session only owns random strings. */
  readonly login: { readonly account: Account; readonly way: LoginWay } | null;
}

export class Sessions {
  readonly #cookie: string;
  readonly #secure: boolean;
  readonly #sessions = new Map<string, Session>();

  /** Cookies are shared by all ports of a host: the name holds the port. */
  constructor(port: number, secure: boolean) {
    this.#cookie = `portal_session_${port}`;
    this.#secure = secure;
  }

  find(cookieHeader: string | undefined): Session | null {
    for (const pair of (cookieHeader ?? '').split(/;\s*/)) {
      const [name, id] = pair.split('=', 2);
      if (name === this.#cookie && id !== undefined) return this.#sessions.get(id) ?? null;
    }
    return null;
  }

  /** Opens a session with a new id, so that one from before the login cannot be used after it. */
  open(login: Session['login'], previous: Session | null): Session {
    this.end(previous);
    const session = { id: randomBytes(24).toString('base64url'), login };
    this.#sessions.set(session.id, session);
    return session;
  }

  end(session: Session | null): void {
    if (session !== null) this.#sessions.delete(session.id);
  }

  setCookie(session: Session): string {
    return `${this.#cookie}=${session.id}; Path=/; HttpOnly; SameSite=Lax${this.#secure ? '; Secure' : ''}`;
  }
}
