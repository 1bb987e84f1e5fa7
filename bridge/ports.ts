/** What main.ts hands in and tests replace. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs once after `ms` milliseconds; returns the function that takes it back. Keeps no process alive. */
  after(ms: number, run: () => void): () => void;
}

/** Whose process is at the other end of a connection, by the user of the system it runs as. */
export type PeerOwner = 'same' | 'other' | 'unknown';

/** A window of the bridge, in the words that the user sees. Texts may hold line breaks. */
export interface PasswordWindow {
  readonly title: string;
  readonly description: string;
  /** Label of the input. */
  readonly prompt: string;
  /** Shown above the input after a wrong try. */
  readonly error?: string;
  readonly ok: string;
  readonly cancel: string;
}

/** Asks for a password that is to be made, twice. */
export interface NewPasswordWindow extends PasswordWindow {
  /** Label of the second input. */
  readonly repeat: string;
  /** Shown where the two are not the same; the user then types both again. */
  readonly mismatch: string;
}

/** Refuse is the default button. */
export interface ConfirmWindow {
  readonly title: string;
  readonly description: string;
  readonly ok: string;
  /** A further button, which agrees to more than this once. */
  readonly remember?: string;
  readonly cancel: string;
}

export interface ChooseWindow {
  readonly title: string;
  readonly description: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly ok: string;
  readonly cancel: string;
}

/** Asks for a short text that is no secret. */
export interface EntryWindow {
  readonly title: string;
  readonly description: string;
  readonly ok: string;
  readonly cancel: string;
}

/** Tells something and has one button. */
export interface NoticeWindow {
  readonly title: string;
  readonly description: string;
  readonly ok: string;
}

export type WindowAnswer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'unavailable' };

/**
 * The bridge's own windows. Each closes when `signal` aborts (then `cancelled`) or after
 * its time limit. A password comes as bytes of UTF-8 that the receiver wipes.
 */
export interface Prompts {
  password(window: PasswordWindow, signal: AbortSignal): Promise<WindowAnswer<Buffer>>;
  newPassword(window: NewPasswordWindow, signal: AbortSignal): Promise<WindowAnswer<Buffer>>;
  confirm(window: ConfirmWindow, signal: AbortSignal): Promise<WindowAnswer<true | 'remember'>>;
  /** Answers with the chosen row's index. */
  choose(window: ChooseWindow, signal: AbortSignal): Promise<WindowAnswer<number>>;
  /** Answers with what was typed, of which a caller expects anything; nothing at all counts, too. */
  entry(window: EntryWindow, signal: AbortSignal): Promise<WindowAnswer<string>>;
  /** Resolves when the window is gone. */
  notice(window: NoticeWindow, signal: AbortSignal): Promise<void>;
  /** Whether the programs behind the windows can be started. */
  available(): Promise<{ readonly password: boolean; readonly confirm: boolean }>;
}

/** The bridge's own secrets, kept where no other user of the computer can read them. */
export interface SecretStore {
  /**
   * The secret of that name; at its first use `bytes` random ones, which are kept.
   * @throws Error where it can be neither read nor kept
   */
  ensure(name: string, bytes: number): Buffer;
}

/** The process at the other end of a loopback connection; null for what the system does not tell. */
export interface Peer {
  /** Path of its program. */
  readonly program: string | null;
  /** Name of the user it runs as. */
  readonly user: string | null;
}

/** Structured log: only names and values that hold no user data. Never a frame, text or password. */
export interface Log {
  event(name: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
}
