import { CKF_OS_LOCKING_OK, CKF_TOKEN_INITIALIZED, type Handle, type PKCS11, type TokenInfo } from 'pkcs11js';
import { ckrName, ckrReason } from './ckr-reasons.js';
import { readToken, type Token } from './read-token.js';

/** CKF_REMOVABLE_DEVICE of CK_SLOT_INFO, which pkcs11js does not name. */
const REMOVABLE_DEVICE = 0x2;

/** Milliseconds for which a token's certificates are not read again: reading is slow on USB. */
const FRESH_MS = 10_000;

export interface SeenToken {
  readonly token: Token;
  readonly info: TokenInfo;
}

interface Known {
  readonly token: Token;
  readonly readAt: number;
}

/**
 * The tokens of a module as they come and go. Methods throw what pkcs11js throws where the slots cannot be listed, or
 * where the only reason to answer nothing is that another program uses a token.
 */
export class TokenView {
  private known = new Map<string, Known>();
  private initialised = false;
  private initialisedAt = 0;
  /** Whether the last look gave reason to believe that the module shows no more than it saw when it was initialised. */
  private stale = false;

  /** What reading said of a token that another program uses. */
  private busy: Error | null = null;

  constructor(
    private readonly module: PKCS11,
    private readonly now: () => number = Date.now,
  ) {}

  /** The initialised tokens that can be read. */
  tokens(): readonly SeenToken[] {
    if (!this.initialised || this.stale) this.initialiseAnew();
    let seen = this.look();
    if (seen.unread && this.now() - this.initialisedAt >= FRESH_MS) {
      this.initialiseAnew();
      seen = this.look();
    }
    this.stale = seen.tokens.length === 0 || !seen.removable;
    if (seen.tokens.length === 0) this.tellBusy();
    return seen.tokens;
  }

  /** The token of that id, reading no more of the others than it takes. */
  find(id: string): SeenToken | undefined {
    if (!this.initialised) this.initialiseAnew();
    this.busy = null;
    for (const slot of this.module.C_GetSlotList(true)) {
      const seen = this.read(slot);
      if (seen?.token.id === id) return seen;
    }
    this.tellBusy();
    return undefined;
  }

  private tellBusy(): void {
    if (this.busy !== null) throw this.busy;
  }

  private look(): { readonly tokens: readonly SeenToken[]; readonly unread: boolean; readonly removable: boolean } {
    this.busy = null;
    let unread = false;
    let removable = true;
    const tokens = this.module.C_GetSlotList(true).flatMap((slot) => {
      const seen = this.read(slot);
      if (seen === undefined) unread = true;
      if (!seen) return [];
      removable &&= (this.module.C_GetSlotInfo(slot).flags & REMOVABLE_DEVICE) !== 0;
      return [seen];
    });
    const kept = new Set(tokens.map(({ token }) => token));
    for (const [key, { token }] of this.known) if (!kept.has(token)) this.known.delete(key);
    return { tokens, unread, removable };
  }

  /** Null for a token that nobody has set up; undefined for one that cannot be read: it is being taken out, or damaged. */
  private read(slot: Handle): SeenToken | null | undefined {
    let seen: SeenToken | undefined;
    try {
      const info = this.module.C_GetTokenInfo(slot);
      if (!(info.flags & CKF_TOKEN_INITIALIZED)) return null;
      const key = `${slot.toString('hex')} ${info.serialNumber}`;
      const known = this.known.get(key);
      seen = known && { token: known.token, info };
      if (seen && known && this.now() - known.readAt < FRESH_MS) return seen;
      const token = readToken(this.module, slot, info);
      if (token.certificates.length > 0) this.known.set(key, { token, readAt: this.now() });
      return { token, info };
    } catch (error) {
      // Nothing that could be shown or used; the other tokens are not affected.
      if (!(error instanceof Error) || ckrReason(error) !== 'token.busy') return undefined;
      this.busy = error;
      // One that is known may be in use by our own login.
      return seen;
    }
  }

  /** Some modules see tokens come and go only then. It ends every session of this process. */
  private initialiseAnew(): void {
    try {
      this.module.C_Finalize();
    } catch {
      // It was not initialised: the first time, or the last time failed.
    }
    this.initialised = false;
    initialise(this.module);
    this.initialised = true;
    this.initialisedAt = this.now();
  }
}

/** Modules that talk to a daemon refuse without locks, and others know none. */
function initialise(module: PKCS11): void {
  for (const locks of [{ flags: CKF_OS_LOCKING_OK }, undefined]) {
    try {
      module.C_Initialize(locks);
      return;
    } catch (error) {
      const name = ckrName(error);
      if (name === 'CKR_CRYPTOKI_ALREADY_INITIALIZED') return;
      if (locks === undefined || name !== 'CKR_CANT_LOCK') throw error;
    }
  }
}
