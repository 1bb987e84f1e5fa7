import type { Clock } from '../../ports.js';

interface Row {
  /** Dialogues in a row with wrong passwords and no right one. */
  readonly dialogues: number;
  /** Milliseconds since the epoch. */
  readonly last: number;
}

/** After so many dialogues in a row a pause follows each. */
const FREE_DIALOGUES = 1;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** After this time the next one is no longer in a row with them. */
const FORGOTTEN_MS = 60 * 60_000;

/**
 * Lets no page ask for a token's password again and again: after the second dialogue in a row with wrong ones and no right one, whoever
 * asked and however it ended, there is a pause of a minute, then of two, at most of ten.
 */
export class CoolDown {
  private readonly byToken = new Map<string, Row>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** A dialogue is over in which wrong passwords reached the token, and no right one. */
  failed(token: string): void {
    const now = this.clock.now();
    const before = this.byToken.get(token);
    const inRow = before && now - before.last < FORGOTTEN_MS ? before.dialogues : 0;
    this.byToken.set(token, { dialogues: inRow + 1, last: now });
  }

  /** The right password was typed. */
  accepted(token: string): void {
    this.byToken.delete(token);
  }

  /** Whether no window is to be opened for the token's password now. */
  pauses(token: string): boolean {
    const row = this.byToken.get(token);
    if (!row || row.dialogues <= FREE_DIALOGUES) return false;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (row.dialogues - FREE_DIALOGUES - 1), LONGEST_PAUSE_MS);
    const passed = this.clock.now() - row.last;
    // A clock that was set back ends the pause rather than makes it endless.
    return passed >= 0 && passed < pause;
  }
}
