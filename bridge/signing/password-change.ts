import { failure, type Reason, type Result, success } from '../../shared/protocol/reasons.js';
import type { Language } from '../../shared/text/language.js';
import type { NewPasswordProblem, OwnerText } from '../../shared/text/window-facts.js';
import { WINDOW_TEXT } from '../../shared/text/windows.js';
import type { Prompts } from '../ports.js';
import type { PasswordFacts, TokenDriver } from '../tokens/driver.js';
import { askTokenPassword } from './password-dialogue.js';
import { isInitialPassword } from './sessions/initial-password.js';
import type { TokenAccess } from './token-access.js';
import { windowResult } from './window-queue.js';

export interface PasswordChange {
  readonly prompts: Prompts;
  readonly access: TokenAccess;
  readonly driver: TokenDriver;
  readonly token: string;
  readonly owner: OwnerText;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Failures of a change after which the token may hold the new password: it was on its way. */
const UNSURE: ReadonlySet<Reason> = new Set<Reason>([
  'certificate.notFound',
  'driver.crashed',
  'driver.timeout',
  'driver.unavailable',
  'internal',
]);

/** A longest password below this, and a shortest one above that, are nothing that a token means; in bytes. */
const LEAST_LONGEST = 4;
const MOST_SHORTEST = 64;

/**
 * Changes a token's password: the current one is checked first, then the new one is asked for, twice. It ends the
 * login of everybody on the token. Fails with `password.unsure` where the token was lost while it changed it.
 */
export function changeTokenPassword(change: PasswordChange): Promise<Result<void>> {
  const { prompts, access, driver, token, owner, language, signal } = change;
  const text = WINDOW_TEXT[language];
  return askTokenPassword({
    prompts,
    driver,
    token,
    signal,
    windows: {
      password: (tries) => text.currentPassword({ ...owner, ...tries }),
      onToken: (tries) => text.changeOnToken({ ...owner, ...tries }),
      lastTry: text.lastTry(owner),
    },
    use: async (current, facts) => {
      access.end(token);
      const checked = current && (await driver.login(token, current));
      if (checked && !checked.ok) {
        access.failed(token, checked.reason);
        return checked;
      }
      // Nobody is to find the token open while a new password is thought up.
      await driver.logout(token);
      if (!current) {
        const outcome = await driver.changePassword(token, null, null);
        if (outcome.ok) access.accepted(token, null);
        else access.failed(token, outcome.reason);
        return changed(change, outcome, false);
      }
      access.accepted(token, current);
      const next = await askNewPassword(change, current, facts);
      if (!next.ok) return next;
      const outcome = await driver.changePassword(token, current, next.value).finally(() => next.value.fill(0));
      return changed(change, outcome, true);
    },
  });
}

function changed({ access, token }: PasswordChange, outcome: Result<void>, typedHere: boolean): Result<void> {
  const unsure = !outcome.ok && UNSURE.has(outcome.reason);
  if (outcome.ok) access.sessions.passwordChanged(token, typedHere);
  else if (unsure) access.sessions.passwordUnsure(token);
  return unsure ? failure('password.unsure') : outcome;
}

async function askNewPassword(
  { prompts, owner, language, signal }: PasswordChange,
  current: Buffer,
  facts: PasswordFacts,
): Promise<Result<Buffer>> {
  const limits = sensibleLimits(facts);
  const text = WINDOW_TEXT[language];
  for (let problem: NewPasswordProblem | undefined; ; ) {
    const window = text.newPassword({ ...owner, ...limits, ...(problem && { problem }) });
    const typed = windowResult(await prompts.newPassword(window, signal));
    if (!typed.ok) return typed;
    problem = newPasswordProblem(typed.value, current, limits);
    if (!problem) return success(typed.value);
    typed.value.fill(0);
  }
}

interface Limits {
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** What a token says of a password's length, as far as it makes sense: some do not know it. */
function sensibleLimits({ minBytes, maxBytes }: Limits): Limits {
  const longest = maxBytes < LEAST_LONGEST ? Number.POSITIVE_INFINITY : maxBytes;
  return { minBytes: minBytes > Math.min(longest, MOST_SHORTEST) ? 0 : minBytes, maxBytes: longest };
}

/** What speaks against a new password before the token is asked; the token may have rules that it does not tell. */
function newPasswordProblem(
  next: Buffer,
  current: Buffer,
  { minBytes, maxBytes }: Limits,
): NewPasswordProblem | undefined {
  if (next.length < minBytes) return 'short';
  if (next.length > maxBytes) return 'long';
  if (isInitialPassword(next)) return 'initial';
  return next.equals(current) ? 'same' : undefined;
}
