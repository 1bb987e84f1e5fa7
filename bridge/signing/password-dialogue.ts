import { failure, type Result, success } from '../../shared/protocol/reasons.js';
import type { PasswordTries } from '../../shared/text/window-facts.js';
import type { ConfirmWindow, PasswordWindow, Prompts } from '../ports.js';
import type { PasswordFacts, TokenDriver } from '../tokens/driver.js';
import { nextAttempt } from './sessions/attempts.js';
import { windowResult } from './window-queue.js';

export interface PasswordDialogue<T> {
  readonly prompts: Prompts;
  readonly driver: TokenDriver;
  readonly token: string;
  readonly signal: AbortSignal;
  readonly windows: PasswordDialogueWindows;
  /** Takes the password to the token; null where it is typed on the token's keys. It is wiped afterwards. */
  readonly use: (password: Buffer | null, facts: PasswordFacts) => Promise<Result<T>>;
}

export interface PasswordDialogueWindows {
  readonly password: (tries: PasswordTries) => PasswordWindow;
  /** In place of the password's where it is typed on the token's keys. */
  readonly onToken: (tries: PasswordTries) => ConfirmWindow;
  /** Comes before the window of a password that may be the last one. */
  readonly lastTry: ConfirmWindow;
}

/**
 * Asks for a token's password until `use` accepts one, and never tries one by itself. Ends with
 * `password.incorrect` after two wrong ones, and with `password.locked` and no window on a locked token.
 */
export async function askTokenPassword<T>(dialogue: PasswordDialogue<T>): Promise<Result<T>> {
  const { prompts, driver, token, signal, windows, use } = dialogue;
  let told: number | undefined;
  for (let wrong = 0; ; wrong += 1) {
    const facts = await passwordFacts(driver, token, told);
    if (!facts.ok) return facts;
    const tries = nextAttempt(facts.value, wrong);
    if (!tries.ok) return tries;
    if (tries.value.left === 'last') {
      const risked = windowResult(await prompts.confirm(windows.lastTry, signal));
      if (!risked.ok) return risked;
    }
    const typed = facts.value.onToken
      ? windowResult(await prompts.confirm(windows.onToken(tries.value), signal))
      : windowResult(await prompts.password(windows.password(tries.value), signal));
    if (!typed.ok) return typed;
    const password = Buffer.isBuffer(typed.value) ? typed.value : null;
    const outcome = await use(password, facts.value).finally(() => password?.fill(0));
    if (outcome.ok || outcome.reason !== 'password.incorrect') return outcome;
    told = outcome.retriesLeft;
  }
}

/** What the token says of its password now; `told` is the number of tries that it named with its last refusal. */
async function passwordFacts(
  driver: TokenDriver,
  token: string,
  told: number | undefined,
): Promise<Result<PasswordFacts>> {
  const listed = await driver.list();
  if (!listed.ok) return listed;
  const facts = listed.value.find(({ id }) => id === token)?.password;
  if (!facts) return failure('certificate.notFound');
  return success(told === undefined ? facts : { retriesLeft: told, ...facts });
}
