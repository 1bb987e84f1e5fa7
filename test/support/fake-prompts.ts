import type {
  ChooseWindow,
  ConfirmWindow,
  EntryWindow,
  NewPasswordWindow,
  NoticeWindow,
  PasswordWindow,
  Prompts,
  WindowAnswer,
} from '../../bridge/ports.js';

export type ShownWindow =
  | ({ readonly kind: 'password' } & PasswordWindow)
  | ({ readonly kind: 'newPassword' } & NewPasswordWindow)
  | ({ readonly kind: 'confirm' } & ConfirmWindow)
  | ({ readonly kind: 'entry' } & EntryWindow)
  | ({ readonly kind: 'notice' } & NoticeWindow)
  | ({ readonly kind: 'choose' } & ChooseWindow);

type Answer =
  | { readonly kind: 'answered'; readonly value: unknown }
  | Exclude<WindowAnswer<never>, { kind: 'answered' }>;

/** Windows that a test answers: by default each waits until the test does, or until its signal aborts. */
export class FakePrompts implements Prompts {
  readonly shown: ShownWindow[] = [];
  /** Answers for the windows to come, first for the first. */
  readonly answers: Answer[] = [];
  /** Refuses the windows that no answer is there for, in place of waiting. */
  impatient = false;
  /** Answers the window that waits. */
  answerOpen: (answer: Answer) => void = () => undefined;
  /** Every password buffer handed out, to see that it was wiped. */
  readonly passwords: Buffer[] = [];

  password(window: PasswordWindow, signal: AbortSignal): Promise<WindowAnswer<Buffer>> {
    return this.show<Buffer>({ kind: 'password', ...window }, signal);
  }

  newPassword(window: NewPasswordWindow, signal: AbortSignal): Promise<WindowAnswer<Buffer>> {
    return this.show<Buffer>({ kind: 'newPassword', ...window }, signal);
  }

  entry(window: EntryWindow, signal: AbortSignal): Promise<WindowAnswer<string>> {
    return this.show<string>({ kind: 'entry', ...window }, signal);
  }

  /** Is read at once; a signal that has aborted opens none. */
  async notice(window: NoticeWindow, signal: AbortSignal): Promise<void> {
    if (!signal.aborted) this.shown.push({ kind: 'notice', ...window });
  }

  confirm(window: ConfirmWindow, signal: AbortSignal): Promise<WindowAnswer<true | 'remember'>> {
    return this.show<true | 'remember'>({ kind: 'confirm', ...window }, signal);
  }

  choose(window: ChooseWindow, signal: AbortSignal): Promise<WindowAnswer<number>> {
    return this.show<number>({ kind: 'choose', ...window }, signal);
  }

  async available(): Promise<{ password: boolean; confirm: boolean }> {
    return { password: true, confirm: true };
  }

  typePassword(text: string): void {
    const value = Buffer.from(text, 'utf8');
    this.passwords.push(value);
    this.answers.push({ kind: 'answered', value });
  }

  agree(): void {
    this.answers.push({ kind: 'answered', value: true });
  }

  remember(): void {
    this.answers.push({ kind: 'answered', value: 'remember' });
  }

  refuse(): void {
    this.answers.push({ kind: 'cancelled' });
  }

  private show<T>(window: ShownWindow, signal: AbortSignal): Promise<WindowAnswer<T>> {
    this.shown.push(window);
    const answer = this.answers.shift();
    if (answer) return Promise.resolve(answer as WindowAnswer<T>);
    return new Promise((resolve) => {
      this.answerOpen = (given) => resolve(given as WindowAnswer<T>);
      if (signal.aborted || this.impatient) resolve({ kind: 'cancelled' });
      signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
    });
  }
}
