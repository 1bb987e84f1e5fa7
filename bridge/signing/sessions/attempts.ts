import { failure, type Result, success } from '../../../shared/protocol/reasons.js';
import type { PasswordTries } from '../../../shared/text/window-facts.js';
import type { PasswordFacts } from '../../tokens/driver.js';

/** Wrong passwords in one dialogue before it ends; the token's own counter goes on. */
const WRONG_PER_DIALOGUE = 2;

/**
 * What a dialogue asks next, by what the token says now and the wrong passwords typed so far: another password,
 * with what to say of the tries, or none. A locked token gets no try at all.
 */
export function nextAttempt(facts: PasswordFacts, wrong: number): Result<PasswordTries> {
  const { tries, retriesLeft } = facts;
  if (tries === 'locked' || retriesLeft === 0) return failure('password.locked');
  if (wrong >= WRONG_PER_DIALOGUE) return failure('password.incorrect', retriesLeft);
  const left = tries === 'last' || retriesLeft === 1 ? 'last' : (retriesLeft ?? tries);
  return success({ wrong: wrong > 0, left });
}
