import type { Prompts, WindowAnswer } from '../../ports.js';

/** The bridge's windows, and whether the user has answered any of a dialogue with more than a no. */
export class WatchedPrompts implements Prompts {
  private answered = false;
  private shown = false;

  constructor(private readonly prompts: Prompts) {}

  /** A dialogue begins; there is one at a time. */
  begin(): void {
    this.answered = false;
    this.shown = false;
  }

  /** Whether the dialogue has opened a window. */
  get anyShown(): boolean {
    return this.shown;
  }

  /** Whether a window of the dialogue was answered. */
  get anyAnswered(): boolean {
    return this.answered;
  }

  password: Prompts['password'] = (window, signal) => this.watch(this.prompts.password(window, signal));
  newPassword: Prompts['newPassword'] = (window, signal) => this.watch(this.prompts.newPassword(window, signal));
  confirm: Prompts['confirm'] = (window, signal) => this.watch(this.prompts.confirm(window, signal));
  choose: Prompts['choose'] = (window, signal) => this.watch(this.prompts.choose(window, signal));
  entry: Prompts['entry'] = (window, signal) => this.watch(this.prompts.entry(window, signal));
  notice: Prompts['notice'] = (window, signal) => this.prompts.notice(window, signal);
  available: Prompts['available'] = () => this.prompts.available();

  private async watch<T>(asked: Promise<WindowAnswer<T>>): Promise<WindowAnswer<T>> {
    this.shown = true;
    const answer = await asked;
    if (answer.kind === 'answered') this.answered = true;
    return answer;
  }
}
