import { randomBytes } from 'node:crypto';
import { Refusal } from './refusals.js';
import type { Session } from './sessions.js';

interface Challenge {
  readonly session: string;
  readonly expires: number;
  used: boolean;
}

/** The random strings that a CA login signs: one use each, for the session that asked, for a limited time. */
export class Challenges {
  readonly #challenges = new Map<string, Challenge>();

  constructor(
    private readonly lifetimeMs: number,
    private readonly now: () => number,
  ) {}

  issue(session: Session): string {
    const random = randomBytes(20).toString('hex');
    this.#challenges.set(random, { session: session.id, expires: this.now() + this.lifetimeMs, used: false });
    return random;
  }

  /** Uses the random string up, whatever the checks that follow say. */
  take(random: string, session: Session | null): void {
    const challenge = this.#challenges.get(random);
    if (challenge?.used) throw new Refusal('reused-random');
    if (challenge === undefined || challenge.session !== session?.id) throw new Refusal('unknown-random');
    challenge.used = true;
    if (this.now() > challenge.expires) throw new Refusal('expired-random');
  }
}
